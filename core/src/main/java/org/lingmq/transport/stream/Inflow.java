package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.RxCustody;
import org.lingmq.lane.IntakeSink;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneIntake;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.CallerDriven.Filled;
import org.lingmq.zmtp.Commands;
import org.lingmq.zmtp.Ping;

/**
 * The way in of one session: from the channel of whichever link is up to its pipe's inbound lane.
 *
 * <p>Reading belongs to the holder of the rx custody; {@link #fill} takes it, and losing it is no error: the holder
 * sees the same bytes.
 */
final class Inflow implements IntakeSink {

    private static final int READ_ROUNDS = 4;
    private static final long REST_MOST_BYTES = 64L << 20;
    private static final long TRY_AGAIN_NS = 1_000_000;
    private static final String REPLY_WITHOUT_DELIMITER =
            "a peer of a REQ socket must put an empty frame in front of its reply";

    /** What the session does when the link ends or its peer asks for something. Called by the rx holder. */
    interface Listener {

        /** The link is over while this side held the rx custody, which it keeps for ever. Any thread. */
        void inputEnded(LinkEnd end);
    }

    /** What becomes of the peer's signs of life. */
    interface Pings {

        /** The peer sent PINGs, the last of them this one, and is to get these PONGs. Any thread. */
        void pinged(Ping ping, byte[] pongs);

        /** The peer has sent a PONG with that context. Any thread. */
        void ponged(byte[] context);
    }

    private final StreamConfig config;
    private final SocketType type;
    private final Listener listener;
    private final Pings pings;
    private final LaneIntake intake;
    private final Words words;
    private final RxCustody rx = new RxCustody();

    private Wire wire;
    private Ping ping;
    private byte[] pongs;
    private byte[] pong;

    Inflow(StreamConfig config, Lane lane, Words words, Listener listener, Pings pings) {
        this.config = config;
        this.words = words;
        this.type = config.side().type();
        this.listener = listener;
        this.pings = pings;
        this.intake = new LaneIntake(
                lane, config.receiveHighWaterMark(), config.receiveByteMark(), config.maxMessageBytes(), this);
    }

    LaneIntake intake() {
        return intake;
    }

    /** Reads what is there, up to the credit, and publishes it. Any thread. */
    Filled fill() {
        return rx.tryHold() ? fillAndRelease() : Filled.BUSY;
    }

    private Filled fillAndRelease() {
        LinkEnd end = null;
        Filled fill = Filled.OVER;
        ping = null;
        pongs = null;
        pong = null;
        try {
            fill = wire == null ? Filled.OPEN : readAndScan();
            if (fill == Filled.OVER) {
                end = violationOrEof();
            }
        } catch (IOException e) {
            end = LinkEnd.lost(Sentences.of("receiving failed", e));
        } catch (RuntimeException | Error e) {
            end = LinkEnd.lost(Sentences.of("receiving failed", e));
            listener.inputEnded(end);
            throw e;
        }
        if (end != null) {
            listener.inputEnded(end);
            return Filled.OVER;
        }
        Ping due = ping;
        byte[] answers = pongs;
        byte[] answer = pong;
        rx.release();
        if (due != null) {
            pings.pinged(due, answers);
        }
        if (answer != null) {
            pings.ponged(answer);
        }
        return fill;
    }

    private Filled readAndScan() throws IOException {
        // What was read before comes first: it makes no channel ready.
        LaneIntake.Scan scan = intake.scan();
        boolean more = true;
        for (int round = 0; more && scan == LaneIntake.Scan.HUNGRY && round < READ_ROUNDS; round++) {
            if (intake.read(wire) < 0) {
                return Filled.OVER;
            }
            scan = intake.scan();
            more = intake.filled();
        }
        return switch (scan) {
            case HUNGRY -> Filled.OPEN;
            case STALLED -> Filled.STALLED;
            case VIOLATION -> Filled.OVER;
        };
    }

    private LinkEnd violationOrEof() {
        String violation = intake.violation();
        return violation == null ? LinkEnd.lost("the peer closed the connection") : LinkEnd.violation(violation);
    }

    @Override
    public Verdict command(byte[] head, int headLength, long bodyLength) {
        ByteBuffer body = ByteBuffer.wrap(head, 0, headLength);
        switch (Commands.nameOf(body)) {
            case PING -> {
                if (bodyLength <= headLength) {
                    pinged(Ping.parse(body));
                }
                return Verdict.HANDLED;
            }
            case PONG -> {
                if (bodyLength <= headLength) {
                    ByteBuffer context = Commands.dataOf(body);
                    pong = new byte[context.remaining()];
                    context.get(pong);
                }
                return Verdict.HANDLED;
            }
            case SUBSCRIBE, CANCEL -> {
                return type == SocketType.PUB ? Verdict.DELIVER : Verdict.HANDLED;
            }
            case JOIN, LEAVE -> {
                return type == SocketType.RADIO ? Verdict.DELIVER : Verdict.HANDLED;
            }
            default -> {
                return Verdict.HANDLED;
            }
        }
    }

    private void pinged(Ping parsed) {
        if (parsed != null) {
            ping = parsed;
            pongs = Pongs.and(pongs, parsed.context());
        }
    }

    @Override
    public String firstFrame(long size, boolean more) {
        boolean reply = type == SocketType.REQ;
        return reply && (!more || size != 0 && size != Integer.BYTES) ? REPLY_WITHOUT_DELIMITER : null;
    }

    /** Changes the water marks as soon as nobody reads; {@code then} runs afterwards. The I/O thread. */
    void changeLimits(IoThread io, int highWaterMark, long byteMark, Runnable then) {
        boolean linked = wire != null;
        if (linked && !rx.tryHold()) {
            io.schedule(TRY_AGAIN_NS, () -> changeLimits(io, highWaterMark, byteMark, then));
            return;
        }
        intake.limits(highWaterMark, byteMark);
        if (linked) {
            rx.release();
        }
        then.run();
    }

    /** Bytes ever read; -1 when another party reads at this moment. The I/O thread. */
    long bytesIn() {
        if (!rx.tryHold()) {
            return -1;
        }
        long bytes = intake.bytesIn();
        rx.release();
        return bytes;
    }

    /**
     * Gives the memory of an idle lane back; false when something is under way. The I/O thread, which holds the custody
     * while there is no link.
     */
    boolean retire(Pipe pipe, EntryGuard entry) {
        boolean linked = wire != null;
        if (linked && !rx.tryHold()) {
            return false;
        }
        boolean retired = Lane.retire(intake) || entry.enterCare() && retireInside(pipe, entry);
        if (linked) {
            rx.release();
        }
        return retired;
    }

    /** The application has read everything, perhaps, and has not asked for more since. */
    private boolean retireInside(Pipe pipe, EntryGuard entry) {
        try {
            return !pipe.ended() && Lane.retire(intake, pipe.in());
        } finally {
            entry.exit();
        }
    }

    /** Registers the link's channel with the selector of a caller; null when there is none or somebody reads now. */
    SelectionKey watch(Selector selector, Object attachment) throws IOException {
        if (!rx.tryHold()) {
            return null;
        }
        try {
            return wire == null ? null : wire.watch(selector, attachment);
        } finally {
            rx.release();
        }
    }

    /**
     * A link is up; the caller, the I/O thread, holds the custody. {@code rest} was read behind the handshake and makes
     * no channel ready, so it is scanned before anyone else can have the custody.
     */
    Filled attach(Wire next, int linkNumber, ByteBuffer rest) {
        wire = next;
        try {
            if (linkNumber > 0) {
                intake.startOfLink(linkNumber);
            }
            words.first().forEach(intake::say);
            intake.take(rest);
        } catch (RuntimeException | Error e) {
            listener.inputEnded(LinkEnd.lost(Sentences.of("receiving failed", e)));
            throw e;
        }
        return fillAndRelease();
    }

    /** Takes the custody so that nobody reads any more; false when a caller is reading right now. The I/O thread. */
    boolean tryHold() {
        return rx.tryHold();
    }

    /** The custody is held, and the peer is gone: what it said before is read, also when the application is slow. */
    void readRest() {
        try {
            intake.readRest(wire, REST_MOST_BYTES);
        } catch (IOException | RuntimeException e) {
            // This is the end: the link is closed next.
        }
    }

    /**
     * The link is gone and the custody held: whole messages stay, a partial one goes.
     *
     * @param left whether the application is to be told that the peer has left
     */
    void detach(boolean left) {
        wire = null;
        intake.endOfLink();
        try {
            if (left) {
                words.last().forEach(intake::say);
            }
        } catch (ZmqException noMemory) {
            config.side()
                    .event(MonitorEventType.MESSAGES_LOST, config.endpoint(), Addresses.NONE, noMemory.getMessage(), 1);
        }
    }
}
