package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;
import org.lingmq.pattern.Ends;
import org.lingmq.pattern.FarEnd;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.PipeBells;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/**
 * A bound udp endpoint and the one pipe that all datagrams come in by, whoever sends them.
 *
 * <p>The I/O thread reads the channel and writes the inbound lane; what has no room there is dropped, as the network
 * would. The holder of the socket's entry sends (DGRAM) by the same channel, which may be used by both at once.
 */
final class UdpListener implements Transport.Bound, FarEnd, Ready {

    /** One flood leaves other channels their turn. */
    private static final int DATAGRAMS_PER_TURN = 64;

    /** No datagram is larger, so none is ever cut. */
    private static final int BUFFER_BYTES = 65_536;

    private static final long FAILED_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final SocketSide side;
    private final IoThread io;
    private final String endpoint;
    private final DatagramChannel channel;
    private final Layout layout;
    private final Lane inbound;
    private final Pipe pipe;
    private final Sending sending;
    private final PeerView peer;
    private final Drops full;
    private final Drops malformed;

    /** The I/O thread's. */
    private final LaneWriter writer;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private SelectionKey key;
    private boolean closed;

    /**
     * Takes over a channel that is bound.
     *
     * @param endpoint as peers write it
     */
    UdpListener(DatagramChannel channel, String endpoint, Layout layout, Surroundings around) {
        this.side = around.side();
        this.io = around.io();
        this.endpoint = endpoint;
        this.channel = channel;
        this.layout = layout;
        this.peer = new PeerView(null, new byte[0], false, new Ends.Named(endpoint, null), Map.of());
        this.full = new Drops(
                side, io, endpoint, Loss.FULL, "datagrams came faster than they were received, and the queue is full");
        this.malformed = new Drops(
                side, io, endpoint, Loss.NO_GROUP, "datagrams came that do not begin with a group and its length");
        OptionValues options = around.options();
        int receiveMark = options.get(Options.RCVHWM);
        int sendMark = options.get(Options.SNDHWM);
        inbound = new Lane(side.pool());
        Lane outbound = new Lane(side.pool());
        writer = new LaneWriter(inbound, receiveMark, receiveMark == 0 ? 0 : options.get(Options.RCV_BYTES));
        sending = new Sending(outbound, sendMark, layout, around, endpoint);
        pipe = new Pipe(
                side.nextPipeId(),
                endpoint,
                new LaneWriter(outbound, sendMark, sendMark == 0 ? 0 : options.get(Options.SND_BYTES)),
                new LaneReader(inbound, receiveMark),
                this);
        PipeBells.hang(side, pipe, outbound, inbound);
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public void start() {
        side.pipeUp(pipe);
        io.execute(() -> {
            if (closed) {
                return;
            }
            try {
                key = channel.register(io.selector(), SelectionKey.OP_READ, this);
            } catch (IOException e) {
                receivingFailed(e);
            }
        });
    }

    @Override
    public void ready(int operations) {
        boolean published = false;
        try {
            for (int i = 0; i < DATAGRAMS_PER_TURN && !closed; i++) {
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
                if (from == null) {
                    break;
                }
                published |= take(buffer.flip(), from);
            }
        } catch (IOException e) {
            receivingFailed(e);
            pause();
        }
        if (published) {
            writer.ring();
        }
    }

    private boolean take(ByteBuffer datagram, InetSocketAddress from) {
        if (!writer.room()) {
            full.add();
            return false;
        }
        try {
            if (!layout.inbound(datagram, from, writer)) {
                malformed.add();
                return false;
            }
            writer.append(0, datagram);
            writer.publish();
            return true;
        } catch (ZmqException noMemory) {
            writer.rollback();
            full.add();
            return false;
        }
    }

    private void receivingFailed(Throwable failure) {
        String reason = "receiving failed, trying again in 1 s: " + failure.getMessage();
        side.event(MonitorEventType.ACCEPT_FAILED, endpoint, Addresses.NONE, reason, 0);
    }

    @Override
    public void failed(Throwable failure) {
        receivingFailed(failure);
        pause();
    }

    private void pause() {
        if (!key.isValid()) {
            return;
        }
        key.interestOps(0);
        io.schedule(FAILED_PAUSE_NS, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        });
    }

    @Override
    public void stop() {
        io.execute(this::closeChannel);
    }

    @Override
    public void close(Runnable over) {
        io.execute(over);
    }

    private void closeChannel() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
            // A registered channel is closed in earnest when the selector has noticed.
            io.selector().selectNow();
            side.event(MonitorEventType.CLOSED, endpoint, Addresses.NONE, "", 0);
        } catch (IOException e) {
            side.event(MonitorEventType.CLOSE_FAILED, endpoint, Addresses.NONE, String.valueOf(e.getMessage()), 0);
        }
    }

    // --- the far end, under the socket's entry

    @Override
    public void published(Reach reach) {
        sending.sendAll(channel, null);
    }

    @Override
    public void checkAddress(byte[] address) {
        if (layout instanceof AddressLayout addresses) {
            addresses.check(address);
        }
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
        pipe.in().limit(highWaterMark);
        io.execute(() -> writer.limits(highWaterMark, byteMark));
    }

    @Override
    public PeerView peer(int link) {
        return peer;
    }

    @Override
    public PeerView newestPeer() {
        return peer;
    }

    @Override
    public void refuse(MonitorEventType event, String reason) {
        side.event(event, endpoint, Addresses.NONE, reason, 0);
        side.drop(pipe);
    }

    @Override
    public void letGo(long lingerNs) {
        sending.letGo();
        io.execute(() -> {
            closeChannel();
            inbound.leave();
            LaneReader rest = LaneReader.takeOver(inbound);
            rest.discard();
            rest.leave();
            side.lingeringOver();
        });
    }
}
