package org.lingmq.pattern;

import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/**
 * One peer as its socket sees it: an outbound and an inbound lane, and who is at the other end.
 *
 * <p>Belongs to whoever holds the socket's entry.
 */
public final class Pipe {

    private static final byte[] NO_BYTES = {};

    private final long id;
    private final String endpoint;
    private final LaneWriter out;
    private LaneReader in;
    private final FarEnd far;

    private boolean connected;
    private boolean ended;
    private boolean inLeft;
    private boolean letGo;
    private byte[] routingId = NO_BYTES;
    private long droppedFull;
    private long lost;
    private int links;
    private long unsentWhenLetGo;
    private long greetedTo;

    /** Position in the fair queue's and the round robin's arrays; -1 when not in them. */
    int readIndex = -1;

    int writeIndex = -1;

    /** SERVER, PEER: the number that messages from and to it carry. */
    int number;

    /** What the pattern notes on this pipe. */
    Object note;

    /** Its queue was full and has not become half empty since. */
    boolean full;

    /** PUB: whether the message at hand goes to it. */
    boolean chosen;

    /** CONFLATE: what goes to this peer next; null when all messages go. */
    NewestOut newestOut;

    /** CONFLATE: the newest message of this peer; null when there is none. */
    byte[][] newestIn;

    /**
     * A pipe whose peer is not known yet.
     *
     * @param id unique within the context
     * @param endpoint the endpoint as given to bind or connect
     */
    public Pipe(long id, String endpoint, LaneWriter out, LaneReader in, FarEnd far) {
        this.id = id;
        this.endpoint = endpoint;
        this.out = out;
        this.in = in;
        this.far = far;
    }

    /** Unique within the context. */
    public long id() {
        return id;
    }

    /** The endpoint as given to bind or connect. */
    public String endpoint() {
        return endpoint;
    }

    /** Towards the peer. */
    public LaneWriter out() {
        return out;
    }

    /** From the peer. */
    public LaneReader in() {
        return in;
    }

    /** The other side. */
    public FarEnd far() {
        return far;
    }

    /** The peer that the message now at the reader's cursor came from. */
    public PeerView peer() {
        return far.peer(in.link());
    }

    /** Whether a peer is there now. */
    public boolean connected() {
        return connected;
    }

    /** A link came up (again). */
    public void linkUp() {
        connected = true;
        links++;
    }

    /** The link went down and another one is being sought. */
    public void linkDown() {
        connected = false;
    }

    /** Whether it is over: nothing more is sent; what was received before may still be read. */
    public boolean ended() {
        return ended;
    }

    /** It is over. */
    public void end() {
        connected = false;
        ended = true;
    }

    /** The id under which ROUTER and REP know it; empty elsewhere. Nobody changes the array. */
    public byte[] routingId() {
        return routingId;
    }

    void routingId(byte[] id) {
        routingId = id;
    }

    /**
     * Gives the peer an id of our choice (CONNECT_ROUTING_ID), whatever it announces. Before a pattern has the pipe.
     */
    public void presetRoutingId(byte[] id) {
        routingId = id;
    }

    /**
     * Whether there is room for a message. If not it rings when there is, and until then is not looked at: the ring
     * would be spent, and those who wait for it would not hear.
     */
    boolean roomOrFull() {
        full = full || !out.roomOrStarve();
        return !full;
    }

    /** Publishes the message that was appended, and sees to it that it is sent. */
    void publish(Reach reach) {
        out.publish();
        far.published(reach);
    }

    /** PROBE_ROUTER: an empty message tells a ROUTER there who we are. Needless where other messages queue for it. */
    void probe(PatternHost host) {
        if (host.option(Options.PROBE_ROUTER) && out.room()) {
            out.append(0, NO_BYTES, 0, 0);
            publish(Reach.FEW);
        }
    }

    /** Throws away what the peer says, as nobody listens, so that it holds no memory; rings when it says more. */
    void ignoreInput() {
        do {
            in.discard();
        } while (!in.sleep());
    }

    /**
     * Puts a message first into the outbound lane that is for this peer and nobody else (HELLO_MSG); takes no credit.
     * Before anything was appended, and before anybody else has the pipe.
     */
    public void greet(byte[] message) {
        out.append(0, message, 0, message.length);
        out.publishUncounted();
        greetedTo = out.tail();
    }

    /**
     * After the reader of the outbound lane let go for good: takes its end over, behind a greeting that was not read.
     */
    public LaneReader untaken() {
        LaneReader rest = LaneReader.takeOver(out.lane());
        if (out.lane().released() < greetedTo && rest.ready()) {
            rest.skipMessage();
        }
        return rest;
    }

    /** What was published for the peer and has not left; a little too much where the far end cannot tell exactly. */
    public LaneContent unsent() {
        if (ended && !letGo) {
            return untaken().unread();
        }
        LaneContent exact = letGo ? null : far.unsent();
        return exact != null ? exact : new LaneContent(out.outstanding(), out.outstandingBytes());
    }

    /** What was published for the peer and has left, given what {@link #unsent} said. */
    public LaneContent sent(LaneContent unsent) {
        LaneContent givenUp = far.givenUp();
        return new LaneContent(
                out.messages() - unsent.messages() - givenUp.messages(),
                out.bytes() - unsent.bytes() - givenUp.bytes());
    }

    /** After the pipe ended: leaves the outbound lane as its producer and reads what did not leave, oldest first. */
    LaneReader reclaim() {
        out.lane().leave();
        return untaken();
    }

    /** After the pipe ended: drops what did not leave; returns how many messages that were. */
    public long dropUnsent() {
        LaneReader rest = reclaim();
        long messages = rest.discard();
        rest.leave();
        return messages;
    }

    /** After the pipe ended and was read to its end, or is not wanted: leaves the inbound lane; once. */
    public void leaveIn() {
        if (!inLeft) {
            inLeft = true;
            in.leave();
        }
    }

    /** Whether {@link #leaveIn} was called. */
    public boolean inLeft() {
        return inLeft;
    }

    /**
     * Before it is let go: takes what was received into a lane of its own, as the inbound one goes with the peer. What
     * finds no memory is dropped.
     *
     * @return false when there is nothing to take
     */
    public boolean keepInput(ChunkPool pool) {
        if (!in.ready()) {
            return false;
        }
        Lane kept = new Lane(pool);
        LaneWriter writer = new LaneWriter(kept, 0, 0);
        try {
            while (in.ready()) {
                in.moveMessage(writer);
                writer.publish();
            }
        } catch (ZmqException noMemory) {
            in.skipMessage();
        }
        in.release();
        kept.leave();
        in = new LaneReader(kept, 0);
        return true;
    }

    /** Lets the peer go; what is queued for it may be sent for so long yet, negative for ever. The pipe is over. */
    public void letGo(long lingerNs) {
        unsentWhenLetGo = out.drained() ? 0 : unsent().messages();
        end();
        letGo = true;
        out.rollback();
        far.lettingGo();
        out.lane().leave();
        in.release();
        far.letGo(lingerNs);
    }

    /** After it was let go: how many messages have not left; exact while nothing has left since, else never too few. */
    public long unsentAfterLetGo() {
        return Math.min(unsentWhenLetGo, out.unreleased());
    }

    /** After the pipe ended: what did not leave was meant for this peer alone; it is dropped, counted and reported. */
    void loseUnsent(PatternHost host) {
        lose(reclaim(), host);
    }

    void lose(LaneReader rest, PatternHost host) {
        long messages = rest.discard();
        rest.leave();
        if (messages > 0) {
            countLost(messages);
            host.count(Loss.PEER_GONE, messages);
            host.event(
                    MonitorEventType.MESSAGES_LOST,
                    this,
                    messages + " messages were queued for the peer that left",
                    messages);
        }
    }

    void countDroppedFull() {
        droppedFull++;
    }

    /** Messages dropped because this peer's queue was full. */
    public long droppedFull() {
        return droppedFull;
    }

    /** Messages were lost with the peer. */
    public void countLost(long messages) {
        lost += messages;
    }

    /** Messages lost with the peer. */
    public long lost() {
        return lost;
    }

    /** How often a link came up again. */
    public int reconnects() {
        return Math.max(0, links - 1);
    }
}
