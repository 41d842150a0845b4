package org.lingmq.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.BindFailure;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;
import org.lingmq.transport.stream.ChannelWire;
import org.lingmq.transport.stream.Connecting;
import org.lingmq.transport.stream.ConnectingChannel;
import org.lingmq.transport.stream.StreamConfig;
import org.lingmq.transport.stream.StreamDialer;
import org.lingmq.transport.stream.StreamListener;

/** {@code tcp://}: ZMTP over TCP, IPv4 and IPv6. */
public final class TcpTransport implements Transport {

    @Override
    public Bound bind(Endpoint endpoint, Surroundings around) {
        TcpEndpoint parsed = TcpEndpoint.forBind(endpoint);
        List<InetSocketAddress> candidates =
                parsed.bindAddresses(around.resolver(), around.options().get(Options.IPV6));
        if (around.strict() && candidates.get(0).getAddress().isAnyLocalAddress()) {
            throw endpoint.refusal(
                    ErrorCode.EACCES,
                    "this context is strict, and other machines could reach this endpoint without security;"
                            + " bind an address of this machine only, such as 127.0.0.1");
        }
        IOException last = null;
        for (InetSocketAddress candidate : candidates) {
            try {
                return listen(candidate, around);
            } catch (IOException e) {
                last = e;
            }
        }
        ErrorCode code = BindFailure.code(last);
        String sentence = (candidates.size() > 1
                        ? "none of the " + candidates.size() + " addresses could be bound, and at the last one "
                        : "")
                + sentence(code, endpoint, candidates.get(candidates.size() - 1), last);
        around.side().event(MonitorEventType.BIND_FAILED, endpoint.toString(), Addresses.NONE, sentence, code.number());
        throw endpoint.refusal(code, sentence, last);
    }

    private static String sentence(ErrorCode code, Endpoint endpoint, InetSocketAddress address, IOException failure) {
        int colon = endpoint.address().lastIndexOf(':');
        String host = endpoint.address().substring(0, colon);
        String words = failure.getMessage();
        return switch (code) {
            case EADDRINUSE ->
                "port " + address.getPort() + " is in use, by another socket of this program or by another program;"
                        + " close that one, take another port, or let the system choose one with tcp://" + host + ":*";
            case EADDRNOTAVAIL ->
                "this machine has no address " + address.getAddress().getHostAddress()
                        + "; take one that it has, or tcp://*"
                        + endpoint.address().substring(colon) + " for all of them";
            case EACCES ->
                "this user may not bind port " + address.getPort() + " (" + words + "); take one from 1024 on";
            default -> String.valueOf(words);
        };
    }

    private static Bound listen(InetSocketAddress address, Surroundings around) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(TcpChannels.family(address));
        try {
            OptionValues options = around.options();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            TcpChannels.receiveBuffer(channel, options);
            channel.bind(address, options.get(Options.BACKLOG));
            channel.configureBlocking(false);
            InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
            StreamConfig config = StreamConfig.of(around, TcpEndpoint.format(bound));
            around.side().event(MonitorEventType.LISTENING, config.endpoint(), Addresses.NONE, "", 0);
            if (address.getAddress().isAnyLocalAddress()) {
                around.side()
                        .event(
                                MonitorEventType.UNSECURED,
                                config.endpoint(),
                                Addresses.NONE,
                                "other machines can reach this endpoint, and it has no security",
                                0);
            }
            return new StreamListener(config, channel, new StreamListener.Family() {
                @Override
                public ChannelWire wire(SocketChannel accepted) throws IOException {
                    TcpChannels.tune(accepted, options);
                    return TcpChannels.wire(accepted);
                }

                @Override
                public void closing() {
                    // A port leaves nothing behind.
                }
            });
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Dialed connect(Endpoint endpoint, Surroundings around) {
        TcpEndpoint parsed = TcpEndpoint.forConnect(endpoint);
        StreamConfig config = StreamConfig.of(around, endpoint.toString());
        return new StreamDialer(config, new Dialing(parsed, around), around.random());
    }

    private record Dialing(TcpEndpoint endpoint, Surroundings around) implements StreamDialer.Family {

        @Override
        public void resolve(Consumer<List<SocketAddress>> found, Consumer<String> failed) {
            if (endpoint.needsResolver()) {
                around.lookups().execute(() -> lookUp(found, failed));
            } else {
                lookUp(found, failed);
            }
        }

        private void lookUp(Consumer<List<SocketAddress>> found, Consumer<String> failed) {
            Runnable answer;
            try {
                List<SocketAddress> addresses = List.copyOf(endpoint.connectAddresses(
                        around.resolver(), around.options().get(Options.IPV6)));
                answer = () -> found.accept(addresses);
            } catch (UnknownHostException | RuntimeException e) {
                // Also from a resolver that is not ours: without an answer the dialer would wait for ever.
                answer = () -> failed.accept("looking up " + endpoint.host() + " failed: " + e.getMessage());
            }
            around.io().execute(answer);
        }

        @Override
        public String named(SocketAddress address) {
            return TcpEndpoint.format((InetSocketAddress) address);
        }

        @Override
        public Connecting open(SocketAddress address) throws IOException {
            InetSocketAddress target = (InetSocketAddress) address;
            SocketChannel channel = SocketChannel.open(TcpChannels.family(target));
            try {
                channel.configureBlocking(false);
                TcpChannels.tune(channel, around.options());
                InetSocketAddress source = endpoint.sourceFor(target.getAddress());
                if (source != null) {
                    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    channel.bind(source);
                }
                return new ConnectingChannel(channel, target, TcpChannels::wire);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }
}
