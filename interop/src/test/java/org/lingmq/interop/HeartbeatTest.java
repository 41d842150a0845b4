package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.interop.Pairing.PATIENCE;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;

/** Heartbeats between LingMQ and libzmq: asked, answered, missed, and never held against a peer that is only slow. */
@NeedsLibzmq
class HeartbeatTest {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** Longer than a busy machine lets any of the processes wait. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration SEVERAL_TIMEOUTS = Duration.ofSeconds(3);
    private static final Set<MonitorEventType> LOSS = EnumSet.of(MonitorEventType.DISCONNECTED);
    private static final int PONGS = 10;
    private static final int HIGH_WATER_MARK = 10;

    /** Counts the PONGs that pass in one direction. A PONG is short enough never to be cut in two in practice. */
    private static final class PongCounter implements FaultProxy.Tap {
        private final boolean fromDialer;
        private final Semaphore pongs = new Semaphore(0);

        PongCounter(boolean fromDialer) {
            this.fromDialer = fromDialer;
        }

        @Override
        public void passing(boolean from, ByteBuffer bytes) {
            if (from == fromDialer) {
                String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
                int at = text.indexOf("\u0004PONG");
                while (at >= 0) {
                    pongs.release();
                    at = text.indexOf("\u0004PONG", at + 1);
                }
            }
        }

        void await(int count) throws InterruptedException {
            assertTrue(pongs.tryAcquire(count, PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "PONGs are missing");
        }
    }

    private static Pairing withHeartbeats(SocketType our, SocketType their, Duration timeout) {
        Pairing pair = new Pairing(our, their);
        pair.ours.set(Options.HEARTBEAT_IVL, INTERVAL).set(Options.HEARTBEAT_TIMEOUT, timeout);
        return pair;
    }

    private static Pairing withTheirHeartbeats(SocketType our, SocketType their, Duration timeout) {
        Pairing pair = new Pairing(our, their);
        pair.theirs.set("HEARTBEAT_IVL", (int) INTERVAL.toMillis()).set("HEARTBEAT_TIMEOUT", (int) timeout.toMillis());
        return pair;
    }

    private static void assertStaysUp(Pairing pair) throws InterruptedException {
        assertNull(pair.events.next(LOSS, SEVERAL_TIMEOUTS), "the link was given up");
    }

    @Test
    void HB_2_libzmqAnswersOurPings() throws InterruptedException {
        PongCounter pongs = new PongCounter(true);
        try (Pairing pair = withHeartbeats(SocketType.PUSH, SocketType.PULL, PATIENCE);
                FaultProxy proxy = FaultProxy.to(pair.ours.bind(Pairing.LOOPBACK), pongs)) {
            pair.theirs.connect(proxy.endpoint());
            pair.up();
            pongs.await(PONGS);
            assertEquals(0, pair.events.count(MonitorEventType.DISCONNECTED));
        }
    }

    @Test
    void HB_2_weAnswerThePingsOfLibzmq() throws InterruptedException {
        PongCounter pongs = new PongCounter(false);
        try (Pairing pair = withTheirHeartbeats(SocketType.PUSH, SocketType.PULL, PATIENCE);
                FaultProxy proxy = FaultProxy.to(pair.ours.bind(Pairing.LOOPBACK), pongs)) {
            pair.theirs.connect(proxy.endpoint());
            pair.up();
            pongs.await(PONGS);
            assertEquals(0, pair.events.count(MonitorEventType.DISCONNECTED));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void HB_5_aFrozenPeerIsGivenUpAndComesBack(boolean weBind) throws InterruptedException {
        try (Pairing pair = withHeartbeats(SocketType.PUSH, SocketType.PULL, TIMEOUT)) {
            pair.connect(weBind);
            pair.python.freeze();
            MonitorEvent lost = pair.events.await(MonitorEventType.DISCONNECTED);
            assertTrue(lost.reason().contains("no sign of life"), lost::reason);
            assertEquals(List.of(), pair.ours.peers());

            pair.python.thaw();
            pair.up();
            assertTrue(pair.ours.send(Message.of("behind"), PATIENCE));
            assertEquals(FrameText.of(Message.of("behind")), pair.theirs.receive(PATIENCE));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void HB_5_aSilentPeersTtlIsKept(boolean weBind) throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PUSH, SocketType.PULL)) {
            pair.theirs.set("HEARTBEAT_IVL", (int) INTERVAL.toMillis()).set("HEARTBEAT_TTL", (int) TIMEOUT.toMillis());
            pair.connect(weBind);
            assertStaysUp(pair);
            pair.python.freeze();
            assertNotNull(pair.events.await(MonitorEventType.DISCONNECTED));
        }
    }

    /**
     * The consumer takes nothing for several time-outs: first our queue and the kernel's fill, then PINGs stay unread.
     */
    @ParameterizedTest
    @ValueSource(ints = {100, 20_000})
    void HB_5_aConsumerThatOnlyReadsLateIsNotGivenUp(int messages) throws InterruptedException {
        try (Pairing pair = withHeartbeats(SocketType.PUSH, SocketType.PULL, TIMEOUT)) {
            pair.theirs.set("RCVHWM", HIGH_WATER_MARK);
            pair.ours.set(Options.SNDHWM, HIGH_WATER_MARK);
            pair.connect(true);
            int sent = 0;
            while (sent < messages && pair.ours.send(NumberedMessage.make(1, sent, 2, 4000), TIMEOUT)) {
                sent++;
            }
            assertStaysUp(pair);
            pair.theirs.consume(PATIENCE, messages);
            for (; sent < messages; sent++) {
                assertTrue(pair.ours.send(NumberedMessage.make(1, sent, 2, 4000), PATIENCE));
            }
            assertEquals(messages, pair.theirs.end(PATIENCE.plusSeconds(30)));
            assertEquals(List.of(new Runs.Run(1, 0, messages - 1)), pair.received.all());
            assertEquals(0, pair.events.count(MonitorEventType.DISCONNECTED));
        }
    }

    /** We read late, so that the PINGs of libzmq wait unread: it must hear from us all the same, once it has asked. */
    @ParameterizedTest
    @ValueSource(ints = {100, 20_000})
    void HB_4_libzmqDoesNotGiveUsUpWhileWeOnlyReadLate(int messages) throws InterruptedException {
        PongCounter pongs = new PongCounter(false);
        try (Pairing pair = withTheirHeartbeats(SocketType.PULL, SocketType.PUSH, TIMEOUT);
                FaultProxy proxy = FaultProxy.to(
                        pair.ours.set(Options.RCVHWM, HIGH_WATER_MARK).bind(Pairing.LOOPBACK), pongs)) {
            pair.theirs.set("SNDHWM", HIGH_WATER_MARK);
            pair.theirs.connect(proxy.endpoint());
            pair.up();
            pongs.await(1);
            pair.theirs.produce(PATIENCE, 1, 0, messages, 2, 4000);
            assertStaysUp(pair);
            for (int i = 0; i < messages; i++) {
                Message message = pair.ours.receive(PATIENCE);
                assertNotNull(message, "nothing came behind " + i + " messages");
                assertEquals(new NumberedMessage(1, i), NumberedMessage.read(message, 0));
            }
            assertEquals(0, pair.events.count(MonitorEventType.DISCONNECTED));
        }
    }
}
