package org.lingmq.transport.inproc;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.RoutingId;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.Flag;
import org.lingmq.io.Mail;
import org.lingmq.io.Slot;
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

/**
 * One socket's end of an inproc connection. The lane out of one end is the lane into the other.
 *
 * <p>The end that lets go first tells the other, which then owns the lanes alone: it reads what is left for it and
 * takes back what was not read of its own. When both let go, the later one throws away what is left. While nobody is
 * bound there is no other end, and letting go throws away what was queued.
 */
final class InprocEnd implements FarEnd {

    private static final PeerView NOBODY = new PeerView(null, new byte[0], false, new Ends.Named(null, null), Map.of());

    private final String endpoint;
    private final Surroundings around;
    private final SocketSide side;
    private final Lane out;
    private final Lane in;
    private final LaneReader reader;
    private final Pipe pipe;
    private final Runnable stopWaiting;
    private final boolean boundEnd;
    private final Slot<PeerView> peer = new Slot<>();
    private final Slot<InprocEnd> other = new Slot<>();

    /** Whether the outbound lane begins with HELLO_MSG. The entry holder's. */
    private boolean greeted;

    /** How many bytes the other socket's DISCONNECT_MSG has that was put into the outbound lane; 0 for none. */
    private int lastWordBytes;

    /** This socket's own; the other end adds its own to them. */
    private final Slot<Marks> marks = new Slot<>();

    /** Shared by both ends: raised by the first that lets go. */
    private final Flag letGo;

    /** Raised by the meeting, or by a connecting end that lets go before it. */
    private final Flag met = new Flag();

    /** The connecting end; the other one does not exist yet. */
    InprocEnd(String endpoint, Surroundings around, Runnable stopWaiting) {
        this.endpoint = endpoint;
        this.around = around;
        this.side = around.side();
        this.stopWaiting = stopWaiting;
        this.boundEnd = false;
        this.letGo = new Flag();
        out = new Lane(side.pool());
        in = new Lane(side.pool());
        marks.put(Marks.of(around.options()));
        LaneWriter writer =
                new LaneWriter(out, marks.look().send(), marks.look().sendBytes());
        reader = new LaneReader(in, 0);
        pipe = new Pipe(side.nextPipeId(), endpoint, writer, reader, this);
        greet();
        peer.put(NOBODY);
        PipeBells.hang(side, pipe, out, in);
    }

    /** The bound end, over the lanes of the connecting one. */
    private InprocEnd(String endpoint, Surroundings around, InprocEnd dialer) {
        this.endpoint = endpoint;
        this.around = around;
        this.side = around.side();
        this.stopWaiting = () -> {};
        this.boundEnd = true;
        this.letGo = dialer.letGo;
        this.out = dialer.in;
        this.in = dialer.out;
        this.other.put(dialer);
        Marks mine = Marks.of(around.options());
        Marks theirs = dialer.marks.look();
        marks.put(mine);
        LaneWriter writer = new LaneWriter(out, mine.towards(theirs), mine.bytesTowards(theirs));
        reader = new LaneReader(in, theirs.towards(mine));
        pipe = new Pipe(side.nextPipeId(), endpoint, writer, reader, this);
        peer.put(dialer.introduction());
        PipeBells.hang(side, pipe, out, in);
    }

    Pipe pipe() {
        return pipe;
    }

    /** The connecting end meets a bound socket; by whichever of the two came later. */
    void join(String boundEndpoint, Surroundings bound) {
        InprocEnd theirs = new InprocEnd(boundEndpoint, bound, this);
        peer.put(theirs.introduction());
        other.put(theirs);
        if (!met.tryRaise()) {
            // The connecting socket let go while the name was being bound.
            return;
        }
        // Only now that both ends stay until they are let go, and before that end's socket has it.
        theirs.tryToGreet();
        // Before the sockets hear of their pipes, which they may refuse.
        side.event(MonitorEventType.CONNECTED, endpoint, Addresses.NONE, "", 0);
        theirs.side.event(MonitorEventType.ACCEPTED, boundEndpoint, Addresses.NONE, "", 0);
        // It may have been full up to its own mark.
        postMarks();
        theirs.side.pipeUp(theirs.pipe);
        // This socket's marks may have been moved since that end was made.
        theirs.postMarks();
        side.linkUp(pipe);
        if (theirs.greeted) {
            theirs.pipe.out().ring();
        }
    }

    /** HELLO_MSG: the first message in the lane, whoever reads it and whenever. */
    private void greet() {
        byte[] hello = around.options().get(Options.HELLO_MSG);
        if (hello.length > 0) {
            pipe.greet(hello);
            greeted = true;
        }
    }

    private void tryToGreet() {
        try {
            greet();
        } catch (ZmqException noMemory) {
            side.event(MonitorEventType.MESSAGES_LOST, endpoint, Addresses.NONE, noMemory.getMessage(), 1);
        }
    }

    /** What the other end learns of this one. */
    private PeerView introduction() {
        OptionValues options = around.options();
        SocketType type = side.type();
        boolean named = type == SocketType.REQ || type == SocketType.DEALER || type == SocketType.ROUTER;
        byte[] routingId = named ? options.get(Options.ROUTING_ID) : new byte[0];
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.putAll(options.get(Options.METADATA));
        properties.put("Socket-Type", type.wireName());
        if (named) {
            properties.put("Identity", RoutingId.text(routingId));
        }
        return new PeerView(
                type.wireName(),
                routingId,
                false,
                new Ends.Named(endpoint, endpoint),
                Collections.unmodifiableMap(properties));
    }

    @Override
    public void published(Reach reach) {
        pipe.out().ring();
    }

    @Override
    public boolean heardFromTheStart() {
        return true;
    }

    @Override
    public LaneContent unsent() {
        InprocEnd theirs = other.look();
        // What the other socket has counted may be a moment old, so this is never too little.
        long taken = theirs == null ? 0 : theirs.reader.messages();
        long takenBytes = theirs == null ? 0 : theirs.reader.bytesRead();
        if (greeted && taken > 0) {
            taken--;
            takenBytes -= around.options().get(Options.HELLO_MSG).length;
        }
        return new LaneContent(
                Math.max(0, pipe.out().messages() - taken),
                Math.max(0, pipe.out().bytes() - takenBytes));
    }

    @Override
    public void sendLimits(LaneWriter writer, int highWaterMark, long byteMark) {
        marks.put(marks.look().sending(highWaterMark, byteMark));
        marksMoved();
    }

    @Override
    public void receiveLimits(int highWaterMark, long byteMark) {
        marks.put(marks.look().receiving(highWaterMark, byteMark));
        marksMoved();
    }

    private void marksMoved() {
        applyMarks();
        InprocEnd theirs = other.look();
        if (theirs != null) {
            theirs.postMarks();
        }
    }

    private void postMarks() {
        side.post(
                new Mail(() -> {
                    if (!pipe.ended()) {
                        applyMarks();
                        side.writable(pipe);
                    }
                }),
                true);
    }

    /** Sets what both sockets' marks make together now; the holder of this socket's entry. */
    private void applyMarks() {
        Marks mine = marks.look();
        InprocEnd theirs = other.look();
        if (theirs == null) {
            pipe.out().limits(mine.send(), mine.sendBytes());
            return;
        }
        Marks facing = theirs.marks.look();
        pipe.out().limits(mine.towards(facing), mine.bytesTowards(facing));
        pipe.in().limit(facing.towards(mine));
    }

    @Override
    public PeerView peer(int link) {
        return peer.look();
    }

    @Override
    public PeerView newestPeer() {
        return peer.look();
    }

    @Override
    public void refuse(MonitorEventType event, String reason) {
        side.event(event, endpoint, Addresses.NONE, reason, 0);
        side.drop(pipe);
    }

    /** The bound socket's DISCONNECT_MSG: this end writes the lane that socket reads, so it goes behind all we said. */
    @Override
    public void lettingGo() {
        InprocEnd theirs = other.look();
        if (boundEnd || theirs == null) {
            return;
        }
        byte[] word = theirs.around.options().get(Options.DISCONNECT_MSG);
        if (word.length == 0) {
            return;
        }
        try {
            pipe.out().append(0, word, 0, word.length);
            pipe.out().publishUncounted();
            lastWordBytes = word.length;
            pipe.out().ring();
        } catch (ZmqException noMemory) {
            theirs.side.event(
                    MonitorEventType.MESSAGES_LOST, theirs.endpoint, Addresses.NONE, noMemory.getMessage(), 1);
        }
    }

    @Override
    public void letGo(long lingerNs) {
        stopWaiting.run();
        boolean alone = !boundEnd && met.tryRaise();
        if (!alone && letGo.tryRaise()) {
            InprocEnd theirs = other.look();
            theirs.side.event(
                    MonitorEventType.DISCONNECTED, theirs.endpoint, Addresses.NONE, "the other socket let go", 0);
            theirs.side.pipeEnded(theirs.pipe);
        } else {
            throwAway(alone);
        }
        side.lingeringOver();
    }

    /** The other end has let go before, or never was: its ends of both lanes are this one's to leave. */
    private void throwAway(boolean alone) {
        LaneReader unread = pipe.untaken();
        LaneContent lost = withoutLastWord(unread.unread());
        unread.discard();
        unread.leave();
        if (alone) {
            side.lostLingering(lost);
        } else {
            side.count(Loss.PEER_GONE, lost.messages());
        }
        LaneReader rest = LaneReader.takeOver(in);
        rest.discard();
        rest.leave();
        if (alone) {
            in.leave();
        }
    }

    private LaneContent withoutLastWord(LaneContent all) {
        // It is the last of all: when nothing is unread, it was read.
        return lastWordBytes == 0 || all.messages() == 0
                ? all
                : new LaneContent(all.messages() - 1, all.bytes() - lastWordBytes);
    }
}
