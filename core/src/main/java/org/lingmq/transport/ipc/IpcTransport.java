package org.lingmq.transport.ipc;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
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

/**
 * {@code ipc://}: ZMTP over Unix domain sockets.
 *
 * <p>The side that connects has no address of its own: where addresses are reported, it is {@code ipc://}, as in
 * libzmq.
 */
public final class IpcTransport implements Transport {

    private static final String PEER_ADDRESS = "localhost";

    @Override
    public Bound bind(Endpoint endpoint, Surroundings around) {
        IpcEndpoint parsed = IpcEndpoint.forBind(endpoint);
        try {
            return parsed.isWildcard()
                    ? listenAnywhere(endpoint, parsed, around)
                    : listen(SocketFile.named(endpoint, parsed), endpoint.toString(), around);
        } catch (ZmqException e) {
            throw failed(endpoint, around, e);
        } catch (IOException e) {
            throw failed(endpoint, around, endpoint.refusal(BindFailure.code(e), sentence(parsed, e), e));
        }
    }

    /** Whatever cannot be made is a file in a folder, so that is named. */
    private static String sentence(IpcEndpoint parsed, IOException failure) {
        Path folder = parsed.isWildcard()
                ? temporaryFolder()
                : parsed.address().getPath().toAbsolutePath().getParent();
        String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return "no socket file could be made in the folder " + folder + " (" + words + "); take another one";
    }

    private static Path temporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static ZmqException failed(Endpoint endpoint, Surroundings around, ZmqException failure) {
        around.side()
                .event(
                        MonitorEventType.BIND_FAILED,
                        endpoint.toString(),
                        Addresses.NONE,
                        failure.getMessage(),
                        failure.code().number());
        return failure;
    }

    private static Bound listenAnywhere(Endpoint endpoint, IpcEndpoint parsed, Surroundings around) throws IOException {
        SocketFile file = SocketFile.temporary(endpoint, parsed, temporaryFolder(), around.random());
        try {
            return listen(file, IpcEndpoint.format(file.address()), around);
        } catch (IOException | ZmqException e) {
            file.removeFolder();
            throw e;
        }
    }

    private static Bound listen(SocketFile file, String endpoint, Surroundings around) throws IOException {
        OptionValues options = around.options();
        ServerSocketChannel channel = file.listen(options.get(Options.BACKLOG));
        StreamConfig config = StreamConfig.of(around, endpoint);
        around.side().event(MonitorEventType.LISTENING, endpoint, Addresses.NONE, "", 0);
        return new StreamListener(config, channel, new StreamListener.Family() {
            @Override
            public ChannelWire wire(SocketChannel accepted) throws IOException {
                tune(accepted, options);
                return wireOf(accepted);
            }

            @Override
            public void closing() throws IOException {
                file.remove();
            }
        });
    }

    @Override
    public Dialed connect(Endpoint endpoint, Surroundings around) {
        UnixDomainSocketAddress address = IpcEndpoint.forConnect(endpoint).address();
        StreamConfig config = StreamConfig.of(around, endpoint.toString());
        return new StreamDialer(config, new Dialing(address, around.options()), around.random());
    }

    private record Dialing(UnixDomainSocketAddress address, OptionValues options) implements StreamDialer.Family {

        @Override
        public void resolve(Consumer<List<SocketAddress>> found, Consumer<String> failed) {
            found.accept(List.of(address));
        }

        @Override
        public String named(SocketAddress target) {
            return format(target);
        }

        @Override
        public Connecting open(SocketAddress target) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                tune(channel, options);
                return new ConnectingChannel(channel, target, IpcTransport::wireOf);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    private static ChannelWire wireOf(SocketChannel connected) throws IOException {
        return new ChannelWire(
                connected, new Names(format(connected.getLocalAddress()), format(connected.getRemoteAddress())));
    }

    private record Names(String local, String remote) implements ChannelWire.Names {

        @Override
        public String peerAddress() {
            return PEER_ADDRESS;
        }
    }

    private static String format(SocketAddress address) {
        return IpcEndpoint.format((UnixDomainSocketAddress) address);
    }

    private static void tune(NetworkChannel channel, OptionValues options) throws IOException {
        size(channel, StandardSocketOptions.SO_SNDBUF, options.get(Options.SNDBUF));
        size(channel, StandardSocketOptions.SO_RCVBUF, options.get(Options.RCVBUF));
    }

    private static void size(NetworkChannel channel, SocketOption<Integer> option, int bytes) throws IOException {
        if (bytes >= 0) {
            channel.setOption(option, bytes);
        }
    }
}
