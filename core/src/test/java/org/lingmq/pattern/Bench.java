package org.lingmq.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lingmq.Message;
import org.lingmq.Option;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneReader;

/** One pattern on real lanes, without threads: mail is handled when the test makes a call, as a socket does it. */
final class Bench implements AutoCloseable {

    final FakeHost host = new FakeHost();
    final Pattern pattern;
    final List<FakePeer> peers = new ArrayList<>();
    final ChunkPool pool;
    int highWaterMark = 1000;

    /** The attributes of the message that was received last: 0 and null where it had none. */
    int receivedFrom;

    String receivedGroup;

    private final ArrayDeque<Runnable> mail = new ArrayDeque<>();

    Bench(Function<PatternHost, Pattern> type) {
        this(type, 1L << 30);
    }

    Bench(Function<PatternHost, Pattern> type, long mostBytes) {
        pool = new ChunkPool(mostBytes, mostBytes);
        pattern = type.apply(host);
    }

    <T> Bench with(Option<T> option, T value) {
        host.with(option, value);
        pattern.optionsChanged();
        return this;
    }

    Bench highWaterMark(int messages) {
        highWaterMark = messages;
        return this;
    }

    /** A pipe whose peer is still being sought. */
    FakePeer dial() {
        FakePeer peer = new FakePeer(this, peers.size());
        peers.add(peer);
        pattern.attach(peer.pipe);
        return peer;
    }

    /** A peer that is there. */
    FakePeer accept() {
        return dial().up();
    }

    /** A peer that is there and announced a routing id. */
    FakePeer accept(String routingId) {
        return dial().named(routingId).up();
    }

    void post(Runnable letter) {
        mail.add(letter);
    }

    /** Handles mail, and what the pattern left for later. */
    void handleMail() {
        do {
            for (Runnable letter = mail.poll(); letter != null; letter = mail.poll()) {
                letter.run();
            }
        } while (pattern.serve());
    }

    boolean hasMail() {
        return !mail.isEmpty();
    }

    /** Handles one letter and nothing else. */
    void handleOne() {
        mail.remove().run();
    }

    boolean send(String... frames) {
        if (frames.length > 1) {
            return send(message(frames));
        }
        handleMail();
        return pattern.send(new Outgoing().set(frames[0].getBytes(ISO_8859_1)));
    }

    /** To the peer of that number. */
    boolean sendTo(int routingId, String... frames) {
        return send(message(frames).withRoutingId(routingId));
    }

    /** To all peers in that group. */
    boolean sendTo(String group, String... frames) {
        return send(message(frames).withGroup(group.getBytes(ISO_8859_1)));
    }

    private boolean send(Message message) {
        handleMail();
        return pattern.send(new Outgoing().set(message));
    }

    private static Message message(String... frames) {
        byte[][] bodies = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            bodies[i] = frames[i].getBytes(ISO_8859_1);
        }
        return Message.wrap(bodies);
    }

    boolean canSend() {
        handleMail();
        return pattern.canSend();
    }

    boolean canReceive() {
        handleMail();
        return pattern.canReceive();
    }

    /** The next message, its frames joined with a bar; null when there is none. */
    String receive() {
        handleMail();
        Delivered sink = new Delivered();
        if (!pattern.receive(sink)) {
            return null;
        }
        receivedFrom = sink.number;
        receivedGroup = sink.group;
        return sink.text();
    }

    /** All messages there are. */
    List<String> receiveAll() {
        List<String> all = new ArrayList<>();
        for (String next = receive(); next != null; next = receive()) {
            all.add(next);
        }
        return all;
    }

    long counted(Loss reason) {
        return host.counted(reason);
    }

    /** Closes as a socket does, and sees that every chunk has come back. */
    @Override
    public void close() {
        handleMail();
        pattern.dropParked();
        peers.forEach(FakePeer::letGo);
        assertEquals(0, pool.inUseBytes(), "bytes of lanes that were not given back");
    }

    private static final class Delivered implements Incoming {
        private final List<String> frames = new ArrayList<>();
        private Pipe from;
        private boolean ended;
        private int number;
        private String group;

        @Override
        public void routingId(int id) {
            assertEquals(true, from != null, "attributes follow the beginning");
            number = id;
        }

        @Override
        public void group(byte[] name) {
            assertEquals(true, from != null, "attributes follow the beginning");
            group = new String(name, ISO_8859_1);
        }

        @Override
        public void begin(Pipe pipe) {
            assertEquals(null, from, "one message begins once");
            from = pipe;
        }

        @Override
        public void frame(byte[] body, boolean more) {
            add(new String(body, ISO_8859_1), more);
        }

        @Override
        public void frame(LaneReader in) {
            boolean more = in.more();
            add(new String(in.take(), ISO_8859_1), more);
        }

        private void add(String frame, boolean more) {
            assertEquals(false, ended, "no frame follows the last one");
            frames.add(frame);
            ended = !more;
        }

        String text() {
            assertEquals(true, ended, "the last frame has come");
            return String.join("|", frames);
        }
    }
}
