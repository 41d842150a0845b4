package org.lingmq.transport.inproc;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.MonitorEventType;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.RoutingId;
import org.lingmq.SocketType;
import org.lingmq.io.Flag;
import org.lingmq.io.Mail;
import org.lingmq.io.Slot;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;
import org.lingmq.pattern.FarEnd;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;
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

    private static final PeerView NOBODY = new PeerView(null, new byte[0], false, null, null, Map.of());

    private final String endpoint;
    private final Surroundings around;
    private final SocketSide side;
    private final Lane out;
    private final Lane in;
    private final Pipe pipe;
    private final Runnable stopWaiting;
    private final boolean boundEnd;
    private final Slot<PeerView> peer = new Slot<>();
    private final Slot<InprocEnd> other = new Slot<>();

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
        OptionValues options = around.options();
        LaneWriter writer = new LaneWriter(out, ownMark(options), bytes(options, Options.SND_BYTES, ownMark(options)));
        pipe = new Pipe(side.nextPipeId(), endpoint, writer, new LaneReader(in, 0), this);
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
        OptionValues mine = around.options();
        OptionValues theirs = dialer.around.options();
        int mark = mark(mine, theirs);
        LaneWriter writer = new LaneWriter(out, mark, byteMark(mine, theirs, mark));
        pipe = new Pipe(side.nextPipeId(), endpoint, writer, new LaneReader(in, mark(theirs, mine)), this);
        peer.put(dialer.introduction());
        PipeBells.hang(side, pipe, out, in);
    }

    /** CONFLATE holds one message; see the patterns. */
    private static int ownMark(OptionValues options) {
        return options.get(Options.CONFLATE) ? 1 : options.get(Options.SNDHWM);
    }

    /** The sum of both marks; 0 on either side lifts it (INPROC-3). */
    private static int mark(OptionValues sender, OptionValues receiver) {
        return mark(sender, receiver.get(Options.RCVHWM));
    }

    private static int mark(OptionValues sender, int receiving) {
        int sending = sender.get(Options.SNDHWM);
        if (sender.get(Options.CONFLATE)) {
            return 1;
        }
        return sending == 0 || receiving == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (long) sending + receiving);
    }

    private static long bytes(OptionValues options, Option<Long> option, int mark) {
        return mark == 0 ? 0 : options.get(option);
    }

    private static long byteMark(OptionValues sender, OptionValues receiver, int mark) {
        return byteMark(sender, bytes(receiver, Options.RCV_BYTES, mark), mark);
    }

    private static long byteMark(OptionValues sender, long receiving, int mark) {
        long sending = bytes(sender, Options.SND_BYTES, mark);
        if (sending == 0 || receiving == 0) {
            return 0;
        }
        return sending > Long.MAX_VALUE - receiving ? Long.MAX_VALUE : sending + receiving;
    }

    Pipe pipe() {
        return pipe;
    }

    /** The connecting end meets a bound socket; by whichever of the two came later. */
    void join(String boundEndpoint, Surroundings bound) {
        InprocEnd theirs = new InprocEnd(boundEndpoint, bound, this);
        OptionValues mine = around.options();
        int sending = mark(mine, bound.options());
        int receiving = mark(bound.options(), mine);
        peer.put(theirs.introduction());
        other.put(theirs);
        if (!met.tryRaise()) {
            // The connecting socket let go while the name was being bound.
            return;
        }
        side.post(
                new Mail(() -> {
                    pipe.out().limits(sending, byteMark(mine, bound.options(), sending));
                    pipe.in().limit(receiving);
                    // It may have been full up to its own mark.
                    side.writable(pipe);
                }),
                true);
        theirs.side.pipeUp(theirs.pipe);
        side.linkUp(pipe);
        side.event(MonitorEventType.CONNECTED, endpoint, Addresses.NONE, "", 0);
        theirs.side.event(MonitorEventType.ACCEPTED, boundEndpoint, Addresses.NONE, "", 0);
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
                type.wireName(), routingId, false, endpoint, endpoint, Collections.unmodifiableMap(properties));
    }

    @Override
    public void published(boolean wide) {
        pipe.out().ring();
    }

    @Override
    public void receiveLimits(int highWaterMark, long byteMark) {
        InprocEnd theirs = other.look();
        if (theirs == null) {
            return;
        }
        OptionValues sender = theirs.around.options();
        int sum = mark(sender, highWaterMark);
        pipe.in().limit(sum);
        theirs.side.post(
                new Mail(() -> {
                    if (!theirs.pipe.ended()) {
                        theirs.pipe.out().limits(sum, byteMark(sender, byteMark, sum));
                        theirs.side.writable(theirs.pipe);
                    }
                }),
                true);
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
        LaneReader unread = LaneReader.takeOver(out);
        long lost = unread.discard();
        unread.leave();
        if (lost > 0) {
            side.count(alone ? Loss.LINGER : Loss.PEER_GONE, lost);
        }
        LaneReader rest = LaneReader.takeOver(in);
        rest.discard();
        rest.leave();
        if (alone) {
            in.leave();
        }
    }
}
