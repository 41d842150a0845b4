package org.lingmq.transport.stream;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lingmq.MonitorEventType;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.io.TurnedByHand;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.pattern.Incoming;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Outgoing;
import org.lingmq.pattern.Pattern;
import org.lingmq.pattern.PatternHost;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Pull;
import org.lingmq.pattern.Push;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.zmtp.PeerInfo;

/**
 * A socket as its links see it: entry, mailbox, pattern and one real session, whose links and I/O thread the actors
 * play. When its first link ends, the second one is up at once.
 */
public final class PlayedSocket implements SocketSide, PatternHost, SessionOwner {

    private static final ChunkPool POOL = new ChunkPool(1L << 40, 1L << 40);
    private static final PeerInfo PEER = new PeerInfo("ANY", new byte[0], 1, Map.of());
    private static final int MAIL_PER_VISIT = 64;

    private final SocketType type;
    private final OptionValues options;
    private final TurnedByHand thread = new TurnedByHand();
    private final EntryGuard entry = new EntryGuard();
    private final Mailbox mailbox = new Mailbox();
    private final Pattern pattern;
    private final Session session;
    private final Pipe pipe;
    private final PlayedWire first;
    private final PlayedWire second = new PlayedWire(1024);
    private Runnable leftToCaller = () -> {};
    private final List<Integer> received = new ArrayList<>();
    private int conflated;
    private int linksOver;

    /** A PUSH or PULL socket whose first link is up. */
    PlayedSocket(SocketType type, boolean conflate, PlayedWire first) {
        this.type = type;
        this.first = first;
        options = new OptionValues(type);
        options.set(Options.CONFLATE, conflate);
        pattern = type == SocketType.PUSH ? new Push(this) : new Pull(this);
        session = new Session(new StreamConfig(this, thread.io(), "played", options, null, null), this);
        pipe = session.pipe();
        pattern.attach(pipe);
        up(first);
        mailbox.handle(MAIL_PER_VISIT);
    }

    /** A PULL socket with a link on which nothing has arrived yet. */
    public PlayedSocket() {
        this(SocketType.PULL, false, new PlayedWire(0));
    }

    private void up(PlayedWire wire) {
        session.attach(wire, PEER, ByteBuffer.allocate(0), up -> {});
        mailbox.post(new Mail(() -> {
            pipe.linkUp();
            pattern.linkUp(pipe);
        }));
    }

    @Override
    public void linkOver(Session over, LinkEnd end, Runnable tell) {
        linksOver++;
        mailbox.post(new Mail(() -> {
            pipe.linkDown();
            pattern.linkDown(pipe);
        }));
        up(second);
    }

    /** A call that sends a message of five octets. */
    void send(int mark) {
        entry.enter();
        mailbox.handle(MAIL_PER_VISIT);
        pattern.send(new Outgoing().set(PlayedWire.body(mark)));
        entry.exit();
    }

    /** A call that takes everything there is. */
    void receive() {
        entry.enter();
        mailbox.handle(MAIL_PER_VISIT);
        while (pattern.receive(new Marks())) {
            // The next one.
        }
        entry.exit();
    }

    private final class Marks implements Incoming {
        @Override
        public void begin(Pipe from) {
            // There is one.
        }

        @Override
        public void frame(byte[] body, boolean more) {
            received.add((int) body[0]);
        }

        @Override
        public void frame(LaneReader in) {
            frame(in.take(), false);
        }
    }

    /** The I/O thread finds something to read, and looks after the socket; so for some milliseconds. */
    void serve() {
        for (int turn = 0; turn < 5; turn++) {
            inputArrives();
            thread.turn(turn == 0 ? 0 : 1);
            visit();
        }
    }

    private void visit() {
        if (entry.enterCare()) {
            mailbox.handle(MAIL_PER_VISIT);
            entry.exit();
        }
    }

    /** The channel of the link that is up became readable, and the I/O thread was told. */
    public void inputArrives() {
        session.ready(SelectionKey.OP_READ);
    }

    /** Afterwards: lets everything come to rest. */
    void settle() {
        for (int turn = 0; turn < 10; turn++) {
            thread.turn(1);
            visit();
        }
    }

    /** Afterwards: gives the memory back. */
    public void close() {
        session.finish();
        pipe.in().leave();
        pipe.out().lane().leave();
        pipe.out().lane().leave();
    }

    PlayedWire firstWire() {
        return first;
    }

    /** The marks of the messages that have gone whole, over the first link and the second. */
    List<Integer> sent() {
        List<Integer> marks = first.whole();
        marks.addAll(second.whole());
        return marks;
    }

    boolean wiresMisused() {
        return first.misused() || second.misused();
    }

    boolean unsent() {
        return pipe.out().lane().holdsBytes();
    }

    List<Integer> received() {
        return received;
    }

    int conflated() {
        return conflated;
    }

    int linksOver() {
        return linksOver;
    }

    /** The link as a caller drives it. */
    public CallerDriven link() {
        return session;
    }

    /** Whether the I/O thread asks to be told of input of the first link. */
    public boolean readingAsked() {
        return first.readingAsked();
    }

    /** The I/O thread. */
    public TurnedByHand thread() {
        return thread;
    }

    /** What another transport would work with in this socket. */
    public Surroundings surroundings() {
        return new Surroundings(this, thread.io(), options, null, null, null, null, false);
    }

    /** What runs when the I/O thread leaves the link to the caller. */
    public void whenLeftToCaller(Runnable action) {
        leftToCaller = action;
    }

    @Override
    public void leftToCaller() {
        leftToCaller.run();
    }

    @Override
    public EntryGuard entry() {
        return entry;
    }

    @Override
    public void post(Mail mail, boolean soon) {
        mailbox.post(mail);
    }

    @Override
    public void readable(Pipe from) {
        pattern.readable(from);
    }

    @Override
    public void writable(Pipe to) {
        pattern.writable(to);
    }

    @Override
    public void count(Loss reason, long messages) {
        if (reason == Loss.CONFLATED) {
            conflated += (int) messages;
        }
    }

    @Override
    public SocketType type() {
        return type;
    }

    @Override
    public ChunkPool pool() {
        return POOL;
    }

    @Override
    public long nextPipeId() {
        return 1;
    }

    @Override
    public <T> T option(Option<T> option) {
        return options.get(option);
    }

    @Override
    public boolean servesWhileAway() {
        return pattern.servesWhileAway();
    }

    @Override
    public int randomInt() {
        return 1;
    }

    @Override
    public void turnedBusy(Runnable settle) {
        // The I/O thread writes what is left.
    }

    @Override
    public void event(MonitorEventType event, Pipe on, String reason, long value) {
        // Nobody listens.
    }

    @Override
    public void event(MonitorEventType event, String endpoint, Addresses addresses, String reason, long value) {
        // Nobody listens.
    }

    @Override
    public void pipeUp(Pipe up) {
        // There is one pipe.
    }

    @Override
    public void linkUp(Pipe up) {
        // Said by mail.
    }

    @Override
    public void linkDown(Pipe down) {
        // Said by mail.
    }

    @Override
    public void pipeEnded(Pipe ended) {
        // The test is over.
    }

    @Override
    public void drop(Pipe unwanted) {
        // Every pipe is wanted.
    }

    @Override
    public void letGo(Session over) {
        // The test is over.
    }

    @Override
    public void lostLingering(LaneContent lost) {
        // Nothing lingers.
    }

    @Override
    public void lingeringOver() {
        // The test is over.
    }
}
