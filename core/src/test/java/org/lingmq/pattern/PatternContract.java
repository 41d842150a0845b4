package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** What holds for every socket type, whatever its peers do. */
interface PatternContract {

    /** A pattern of the type under test. */
    Pattern create(PatternHost host);

    /** Frames that a peer of a right type could send. */
    String[] fromPeer(Random random);

    /** A message that the application may send. */
    String[] toPeer(Random random);

    /** Sends what {@link #toPeer} makes; to somebody, where messages are addressed. */
    default boolean send(Bench bench, Random random) {
        return bench.send(toPeer(random));
    }

    /** Has the peer say what {@link #fromPeer} makes. */
    default void speak(FakePeer peer, Random random) {
        peer.say(fromPeer(random));
    }

    /** A bench with that pattern and its options. */
    default Bench bench() {
        return new Bench(this::create);
    }

    @Test
    default void withoutPeersThereIsNothingToReceive() {
        try (Bench bench = bench()) {
            assertFalse(bench.canReceive());
        }
    }

    @Test
    default void aPeerThatLeavesUnreadLeavesNoMemoryBehind() {
        Random random = new Random(1);
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.handleMail();
            for (int i = 0; i < 100; i++) {
                speak(peer, random);
            }
            peer.leave();
        }
    }

    @Test
    default void aPipeWithoutPeerMayLeave() {
        try (Bench bench = bench()) {
            bench.dial().leave();
            assertFalse(bench.canReceive());
        }
    }

    @Test
    default void mailOfAPipeThatLeftIsHarmless() {
        Random random = new Random(2);
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            speak(peer, random);
            peer.leave();
            while (bench.canReceive()) {
                bench.receive();
            }
            bench.pattern.readable(peer.pipe);
            bench.pattern.writable(peer.pipe);
            assertFalse(bench.canReceive());
        }
    }

    @Test
    default void whatDoesNotFitTheStateIsASentence() {
        try (Bench bench = bench()) {
            bench.accept();
            for (int i = 0; i < 2; i++) {
                attempt(() -> send(bench, new Random(3)));
                attempt(bench::receive);
            }
        }
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (ZmqException e) {
            assertTrue(
                    e.code() == ErrorCode.ENOTSUP || e.code() == ErrorCode.EFSM || e.code() == ErrorCode.EINVAL,
                    e::toString);
            assertTrue(e.getMessage().length() > 30, e::toString);
        }
    }

    /** Anything may happen in any order: what canSend and canReceive say holds, and all memory comes back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    default void anyOrderOfEventsIsSurvived(int seed) {
        Random random = new Random(seed);
        try (Bench bench = bench().highWaterMark(1 + random.nextInt(20))) {
            for (int i = 0; i < 5_000; i++) {
                step(bench, random);
            }
        }
    }

    private void step(Bench bench, Random random) {
        FakePeer peer = bench.peers.isEmpty() ? null : bench.peers.get(random.nextInt(bench.peers.size()));
        boolean there = peer != null && !peer.gone();
        switch (random.nextInt(12)) {
            case 0 -> {
                if (bench.peers.stream().filter(p -> !p.gone()).count() < 6) {
                    bench.dial().named("p" + bench.peers.size() % 12);
                }
            }
            case 1 -> {
                if (there && !peer.pipe.connected()) {
                    peer.up();
                }
            }
            case 2 -> {
                if (there && peer.pipe.connected() && random.nextInt(4) == 0) {
                    peer.down();
                }
            }
            case 3 -> {
                if (there && random.nextInt(8) == 0) {
                    peer.leave();
                }
            }
            case 4, 5, 6 -> {
                if (there && peer.pipe.connected() && peer.room()) {
                    speak(peer, random);
                }
            }
            case 7, 8 -> {
                if (there && peer.pipe.connected()) {
                    peer.hear();
                }
            }
            case 9, 10 -> checkSend(bench, random);
            default -> checkReceive(bench);
        }
    }

    private void checkSend(Bench bench, Random random) {
        boolean promised = bench.canSend();
        try {
            boolean sent = send(bench, random);
            assertTrue(sent || !promised, "canSend said yes and send said no");
        } catch (ZmqException e) {
            assertTrue(e.code() == ErrorCode.ENOTSUP || e.code() == ErrorCode.EFSM, e::toString);
            assertFalse(promised, e::toString);
        }
    }

    private static void checkReceive(Bench bench) {
        boolean promised = bench.canReceive();
        try {
            assertEquals(promised, bench.receive() != null);
        } catch (ZmqException e) {
            assertTrue(e.code() == ErrorCode.ENOTSUP || e.code() == ErrorCode.EFSM, e::toString);
            assertFalse(promised, e::toString);
        }
    }
}
