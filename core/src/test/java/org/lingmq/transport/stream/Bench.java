package org.lingmq.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lingmq.Option;
import org.lingmq.SocketType;
import org.lingmq.io.CollectedLog;
import org.lingmq.io.IoThread;
import org.lingmq.lane.Lane;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;
import org.lingmq.security.NullMechanism;
import org.lingmq.transport.HandshakeGate;
import org.lingmq.transport.OptionValues;
import org.lingmq.zmtp.HandshakeConfig;
import org.lingmq.zmtp.HandshakeLimits;
import org.lingmq.zmtp.PeerInfo;

/** A socket's side of streams on wires in memory, with a loop and a clock that the test turns by hand. */
final class Bench implements AutoCloseable {

    private static final int QUIET_TURNS = 6;
    private static final int TURNS_MOST = 100_000;

    final FakeSide side;
    final OptionValues options;
    final HandshakeGate gate = new HandshakeGate(100);
    final List<FakeWire> wires = new ArrayList<>();
    final IoThread io;
    long nowNs = 1_000_000_000;

    /** What the loop complained of; a test that expects something takes it out. */
    final List<String> logged = CollectedLog.collect("org.lingmq.io");

    Bench(SocketType type) {
        side = new FakeSide(type);
        options = new OptionValues(type);
        // The clock of another test said something else.
        Pace.forget();
        try {
            io = new IoThread(() -> nowNs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A caller registers the link with its selector, of which no more is played than the key. */
    static SelectionKey watch(Session link) {
        try {
            return link.watch(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> Bench with(Option<T> option, T value) {
        options.set(option, value);
        return this;
    }

    StreamConfig config() {
        HandshakeConfig handshake = new HandshakeConfig(
                side.type().wireName(),
                new byte[0],
                Map.of(),
                side.type()::acceptsWireName,
                NullMechanism::new,
                HandshakeLimits.DEFAULT);
        return new StreamConfig(side, io, "mem://peer", options, handshake, gate);
    }

    FakeWire wire() {
        FakeWire wire = new FakeWire();
        wires.add(wire);
        return wire;
    }

    /** One turn of the loop, with every ready wire told once; how many things were done. */
    int turn() {
        // A task keeps the loop from pausing while it sweeps.
        io.execute(() -> {});
        int done = io.runOnce(0) - 1;
        for (int i = 0; i < wires.size(); i++) {
            done += wires.get(i).dispatch() ? 1 : 0;
        }
        return done;
    }

    /** Turns until there is nothing more to do at this moment. */
    void run() {
        int quiet = 0;
        for (int turns = 0; quiet < QUIET_TURNS; turns++) {
            assertTrue(turns < TURNS_MOST, "the loop spins");
            quiet = turn() == 0 ? quiet + 1 : 0;
        }
    }

    /** Time passes in steps of ten milliseconds, or in one if it is less. */
    void pass(Duration time) {
        pass(time, Duration.ofMillis(10));
    }

    void pass(Duration time, Duration step) {
        long endNs = nowNs + time.toNanos();
        run();
        while (nowNs < endNs) {
            nowNs = Math.min(endNs, nowNs + step.toNanos());
            run();
        }
    }

    void passMs(long timeMs) {
        pass(Duration.ofMillis(timeMs));
    }

    // --- what callers do

    /** A caller sends a message and goes out again. */
    static void send(Pipe pipe, String... parts) {
        append(pipe, parts);
        pipe.far().published(Reach.FEW);
    }

    /** Publishes without telling the far end. */
    static void append(Pipe pipe, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            byte[] body = parts[i].getBytes(ISO_8859_1);
            pipe.out().append(i + 1 < parts.length ? Lane.MORE : 0, body, 0, body.length);
        }
        pipe.out().publish();
    }

    /** The next message that was received, its parts joined with bars; null when there is none. */
    static String receive(Pipe pipe) {
        if (!pipe.in().ready()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        boolean more = true;
        while (more) {
            more = pipe.in().more();
            text.append(new String(pipe.in().take(), ISO_8859_1)).append(more ? "|" : "");
        }
        return text.toString();
    }

    static List<String> receiveAll(Pipe pipe) {
        List<String> all = new ArrayList<>();
        for (String next = receive(pipe); next != null; next = receive(pipe)) {
            all.add(next);
        }
        pipe.in().sleep();
        return all;
    }

    // --- peers

    static PeerInfo peer(String type) {
        return new PeerInfo(type, new byte[0], 1, Map.of("Socket-Type", type));
    }

    static ByteBuffer nothing() {
        return ByteBuffer.allocate(0);
    }

    /** A session with its link up over a wire. */
    FakeWire attach(Session session) {
        FakeWire wire = wire();
        session.attach(wire, peer("PAIR"), nothing(), pipe -> side.linkUp(pipe));
        return wire;
    }

    @Override
    public void close() {
        CollectedLog.stop("org.lingmq.io");
        try {
            io.selector().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals(List.of(), logged, "what the loop complained of");
    }
}
