package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;
import org.lingmq.pattern.Ends;
import org.lingmq.pattern.FarEnd;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.PipeBells;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/**
 * A connected udp endpoint: what is published leaves at once. Nobody has to be there.
 *
 * <p>A name is looked up until it is found, and then kept; meanwhile datagrams are dropped. The channel is opened and
 * closed by the I/O thread (but opened by the caller where there is nothing to look up), and used by the entry holder.
 */
final class UdpDialer implements Transport.Dialed, FarEnd {

    private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(10);

    private record Aim(DatagramChannel channel, InetSocketAddress target) {}

    private final UdpEndpoint parsed;
    private final Surroundings around;
    private final SocketSide side;
    private final String endpoint;
    private final Lane inbound;
    private final Sending sending;
    private final Pipe pipe;
    private final Slot<Aim> aim = new Slot<>();
    private final Flag over = new Flag();
    private long pauseNs = FIRST_PAUSE_NS;

    private UdpDialer(UdpEndpoint parsed, Surroundings around) {
        this.parsed = parsed;
        this.around = around;
        this.side = around.side();
        this.endpoint = parsed.endpoint().toString();
        OptionValues options = around.options();
        int highWaterMark = options.get(Options.SNDHWM);
        Lane outbound = new Lane(side.pool());
        inbound = new Lane(side.pool());
        sending = new Sending(outbound, highWaterMark, new GroupLayout(), around, endpoint);
        long byteMark = highWaterMark == 0 ? 0 : options.get(Options.SND_BYTES);
        LaneWriter writer = new LaneWriter(outbound, highWaterMark, byteMark);
        pipe = new Pipe(side.nextPipeId(), endpoint, writer, new LaneReader(inbound, 0), this);
        PipeBells.hang(side, pipe, outbound, inbound);
    }

    /** A dialer that knows where to send to, unless that is a name. */
    static UdpDialer to(Endpoint endpoint, Surroundings around) throws IOException {
        UdpDialer dialer = new UdpDialer(UdpEndpoint.forConnect(endpoint), around);
        if (!dialer.parsed.needsResolver()) {
            dialer.take(dialer.address());
        }
        return dialer;
    }

    private InetSocketAddress address() throws UnknownHostException {
        return parsed.connectAddress(around.resolver(), around.options().get(Options.IPV6));
    }

    private void take(InetSocketAddress target) throws IOException {
        DatagramChannel channel = UdpChannels.sending(
                target.getAddress(), parsed.isMulticast() ? parsed.networkInterface() : null, around.options());
        aim.put(new Aim(channel, target));
    }

    @Override
    public Pipe pipe() {
        return pipe;
    }

    @Override
    public void start() {
        if (aim.filled()) {
            up();
        } else {
            lookUp();
        }
    }

    private void up() {
        String remote = UdpEndpoint.bound(aim.look().target());
        side.event(MonitorEventType.CONNECTED, endpoint, new Addresses(null, remote, null), "", 0);
        side.linkUp(pipe);
    }

    private void lookUp() {
        around.lookups().execute(() -> {
            Runnable answer;
            try {
                InetSocketAddress target = address();
                answer = () -> found(target);
            } catch (UnknownHostException | RuntimeException e) {
                // Also from a resolver that is not ours: without an answer nobody would ask again.
                answer = () -> tryLater(e);
            }
            around.io().execute(answer);
        });
    }

    private void found(InetSocketAddress target) {
        if (over.isUp()) {
            return;
        }
        try {
            take(target);
        } catch (IOException | RuntimeException e) {
            tryLater(e);
            return;
        }
        up();
    }

    private void tryLater(Exception failure) {
        if (over.isUp()) {
            return;
        }
        long pauseMs = TimeUnit.NANOSECONDS.toMillis(pauseNs);
        String reason = "looking up " + parsed.target().host().text() + " failed: " + failure.getMessage();
        side.event(MonitorEventType.CONNECT_RETRIED, endpoint, Addresses.NONE, reason, pauseMs);
        around.io().schedule(pauseNs, () -> {
            if (!over.isUp()) {
                lookUp();
            }
        });
        pauseNs = Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
    }

    @Override
    public boolean tryAgain() {
        return false;
    }

    @Override
    public void close(Runnable done) {
        around.io().execute(done);
    }

    // --- the far end

    @Override
    public void published(Reach reach) {
        Aim now = aim.look();
        sending.sendAll(now == null ? null : now.channel(), now == null ? null : now.target());
    }

    @Override
    public boolean wantsEverything() {
        return true;
    }

    @Override
    public boolean heardFromTheStart() {
        return true;
    }

    @Override
    public LaneContent unsent() {
        return LaneContent.NOTHING;
    }

    @Override
    public LaneContent givenUp() {
        return sending.givenUp();
    }

    @Override
    public void receiveLimits(int highWaterMark, long byteMark) {
        // Nothing comes from there.
    }

    @Override
    public PeerView peer(int link) {
        return newestPeer();
    }

    @Override
    public PeerView newestPeer() {
        Aim now = aim.look();
        String remote = now == null ? null : UdpEndpoint.bound(now.target());
        return new PeerView(null, new byte[0], false, new Ends.Named(null, remote), Map.of());
    }

    @Override
    public void refuse(MonitorEventType event, String reason) {
        side.event(event, endpoint, Addresses.NONE, reason, 0);
        side.drop(pipe);
    }

    @Override
    public void letGo(long lingerNs) {
        over.raise();
        sending.letGo();
        LaneReader.takeOver(inbound).leave();
        inbound.leave();
        around.io().execute(() -> {
            close(aim.take());
            side.lingeringOver();
        });
    }

    private void close(Aim gone) {
        if (gone == null) {
            return;
        }
        try {
            gone.channel().close();
            side.event(MonitorEventType.CLOSED, endpoint, Addresses.NONE, "", 0);
        } catch (IOException e) {
            side.event(MonitorEventType.CLOSE_FAILED, endpoint, Addresses.NONE, String.valueOf(e.getMessage()), 0);
        }
    }
}
