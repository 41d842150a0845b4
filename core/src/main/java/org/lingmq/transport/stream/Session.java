package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.lingmq.MonitorEventType;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;
import org.lingmq.pattern.FarEnd;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.PipeBells;
import org.lingmq.transport.SocketSide;
import org.lingmq.zmtp.PeerInfo;

/**
 * One peer across connections: keeps the pipe, and what was queued in it, while links come and go.
 *
 * <p>Between links the session holds the custody of the input, and whoever takes that of the output finds no wire, so
 * that flushing does nothing. Whoever finds a link broken keeps the custody it holds; the I/O thread collects the other
 * one and only then closes the channel, so that nobody writes to or reads from a channel that belongs to another
 * connection by then. Everything else here is the I/O thread's.
 */
final class Session implements FarEnd, CallerDriven, Ready, Outflow.Listener, Inflow.Listener {

    private static final long COLLECT_AGAIN_NS = 1_000_000;

    private final StreamConfig config;
    private final SocketSide side;
    private final IoThread io;
    private final SessionOwner owner;
    private final Outflow outflow;
    private final Inflow inflow;
    private final Pipe pipe;

    private final LinkCustody custody;
    private final Interest interest = new Interest();
    private final PeerViews peers = new PeerViews();
    private final Signs signs = new Signs(this);

    private final Runnable resume = this::resume;

    private Wire wire;
    private LinkEnd end;
    private boolean over;

    /** Once the socket has let the pipe go. */
    private Lingering lingering;

    Session(StreamConfig config, SessionOwner owner) {
        this.config = config;
        this.side = config.side();
        this.io = config.io();
        this.owner = owner;
        Lane outbound = new Lane(side.pool());
        Lane inbound = new Lane(side.pool());
        LaneWriter writer = new LaneWriter(outbound, config.sendHighWaterMark(), config.sendByteMark());
        LaneReader reader = new LaneReader(inbound, config.receiveHighWaterMark());
        outflow = new Outflow(config, owner.words(), writer, this);
        inflow = new Inflow(config, inbound, owner.words(), this, signs);
        custody = new LinkCustody(outflow, inflow);
        pipe = new Pipe(side.nextPipeId(), config.endpoint(), writer, reader, this);
        PipeBells.hang(side, pipe, outbound, inbound);
        inbound.producerBell(this::fed);
        IdleLane.watch(this);
    }

    Pipe pipe() {
        return pipe;
    }

    Outflow outflow() {
        return outflow;
    }

    Inflow inflow() {
        return inflow;
    }

    boolean linkUp() {
        return wire != null;
    }

    boolean over() {
        return over;
    }

    /**
     * A link has shaken hands. Everything queued goes out over it.
     *
     * @param rest what was read behind the handshake
     * @param announce tells the socket, before anything of the peer reaches it
     */
    void attach(Wire next, PeerInfo peer, ByteBuffer rest, Consumer<Pipe> announce) {
        int number = peers.add(PeerViews.view(next, peer));
        announce.accept(pipe);
        wire = next;
        custody.reset();
        end = null;
        interest.reset();
        try {
            wire.register(io, this);
        } catch (IOException e) {
            end(LinkEnd.lost(Sentences.of("registering the link failed", e)));
        }
        wire.interest(SelectionKey.OP_READ);
        signs.expect(peer.minor() >= 1);
        try {
            outflow.attach(wire);
        } finally {
            // In any case: until then nobody but this call can let go of the custody of the input.
            take(inflow.attach(wire, number, rest));
        }
        signs.begin();
        progress();
    }

    private void take(Filled filled) {
        if (filled == Filled.STALLED || filled == Filled.OPEN) {
            interest.stalled(filled == Filled.STALLED);
            updateInterest();
        }
        if (stalled()) {
            signs.stalled();
        }
        if (lingering != null) {
            lingering.discardInput();
        }
    }

    private void updateInterest() {
        if (wire != null && !custody.broken()) {
            wire.interest(interest.operations());
        }
    }

    @Override
    public void ready(int operations) {
        if (wire == null || custody.broken()) {
            return;
        }
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            interest.output = !outflow.writable();
            updateInterest();
            progress();
        }
        if ((operations & SelectionKey.OP_READ) != 0 && wire != null) {
            if (interest.driven.isUp()) {
                interest.leftToCaller = true;
                updateInterest();
                side.leftToCaller();
            } else {
                take(inflow.fill());
            }
        }
    }

    @Override
    public SelectionKey watch(Selector selector, Object attachment) throws IOException {
        return inflow.watch(selector, attachment);
    }

    @Override
    public void drive() {
        interest.driven.raise();
        if (stalled()) {
            io.execute(resume);
        }
    }

    @Override
    public Filled fill() {
        Filled filled = inflow.fill();
        if (interest.callerMissed(filled)) {
            io.execute(resume);
        }
        return filled;
    }

    /** The application has read so much that there is credit again. The entry holder. */
    private void fed() {
        if (!interest.callerComesBack) {
            io.execute(resume);
        }
    }

    @Override
    public void giveBack() {
        interest.callerComesBack = false;
        interest.driven.lower();
        io.execute(resume);
    }

    @Override
    public void failed(Throwable failure) {
        end(LinkEnd.lost(Sentences.of("serving the link failed", failure)));
    }

    /** The application has read: there is credit again. */
    private void resume() {
        if (wire == null || custody.broken()) {
            return;
        }
        if (!interest.driven.isUp()) {
            interest.leftToCaller = false;
        }
        Filled fill = inflow.fill();
        take(fill);
        if (fill == Filled.BUSY) {
            // A caller is reading or counting this moment; whether to read on is found out when it has let go.
            updateInterest();
            io.schedule(COLLECT_AGAIN_NS, resume);
        }
    }

    boolean stalled() {
        return interest.stalled.isUp();
    }

    void sendPing() {
        outflow.ping();
        outflow.pump();
    }

    @Override
    public void awaitWritable() {
        if (!interest.output) {
            interest.output = true;
            updateInterest();
        }
    }

    @Override
    public void outputFailed(String reason) {
        if (custody.breakKeepingOutput()) {
            collectSoon(LinkEnd.lost(reason));
        }
    }

    @Override
    public void inputEnded(LinkEnd reason) {
        if (custody.breakKeepingInput()) {
            collectSoon(reason);
        }
    }

    /** Ends the link for a reason of ours. */
    void end(LinkEnd reason) {
        if (wire != null && custody.breakLink()) {
            collectSoon(reason);
        }
    }

    /** Whoever was the first to say that the link is over has it collected. */
    private void collectSoon(LinkEnd reason) {
        io.execute(() -> {
            end = reason;
            collect();
        });
    }

    /** Takes what custody nobody who found the link broken has kept; then the channel is this thread's alone. */
    private void collect() {
        if (wire == null) {
            return;
        }
        wire.interest(0);
        if (!custody.holdBoth()) {
            io.schedule(COLLECT_AGAIN_NS, this::collect);
            return;
        }
        if (lingering == null) {
            custody.readRest();
        }
        Addresses addresses = addresses();
        wire.close();
        detach(lingering == null && !end.unwanted());
        LinkEnd told = end;
        owner.linkOver(this, told, () -> told.tell(config, addresses));
        // A greeting that had not left whole is not waited for any more.
        progress();
    }

    private void detach(boolean peerLeft) {
        wire = null;
        signs.end();
        interest.driven.lower();
        outflow.detach();
        inflow.detach(peerLeft);
    }

    /** Takes both custodies for a gentle close; the wire then belongs to the caller. Null when somebody is at it. */
    Wire seize() {
        if (custody.broken() || !custody.holdBoth()) {
            return null;
        }
        custody.breakLink();
        Wire seized = wire;
        Addresses addresses = addresses();
        detach(false);
        LinkEnd.lost("closed by this side").tell(config, addresses);
        return seized;
    }

    /**
     * The session is over, without a link: its inbound lane gets no more, and what did not leave belongs to the socket,
     * or is lost when the socket has let the pipe go.
     */
    void finish() {
        if (over) {
            return;
        }
        over = true;
        inflow.intake().lane().leave();
        if (lingering != null) {
            lingering.over();
        } else {
            side.pipeEnded(pipe);
        }
    }

    @Override
    public void letGo(long lingerNs) {
        outflow.letGo();
        io.execute(() -> {
            if (lingering == null) {
                lingering = new Lingering(
                        this, config, outflow.outlet().lane(), inflow.intake().lane());
                lingering.begin(lingerNs);
            }
        });
    }

    /** Goes on with what was begun: bytes have left, or no link will come any more and they are lost. */
    void progress() {
        if (lingering != null) {
            lingering.progress();
        }
    }

    /** Whether nobody is to give the lanes' memory back but who takes them over. */
    boolean letGo() {
        return over || lingering != null;
    }

    StreamConfig config() {
        return config;
    }

    SessionOwner owner() {
        return owner;
    }

    @Override
    public LaneContent unsent() {
        return outflow.unsent();
    }

    @Override
    public void published(Reach reach) {
        outflow.published(reach);
    }

    @Override
    public void refuse(MonitorEventType event, String reason) {
        io.execute(() -> end(LinkEnd.unwanted(event, reason)));
    }

    @Override
    public void receiveLimits(int highWaterMark, long byteMark) {
        pipe.in().limit(highWaterMark);
        io.execute(() -> inflow.changeLimits(io, highWaterMark, byteMark, resume));
    }

    @Override
    public PeerView peer(int link) {
        return peers.of(link);
    }

    @Override
    public PeerView newestPeer() {
        return peers.newest();
    }

    Addresses addresses() {
        return peers.addresses(wire);
    }
}
