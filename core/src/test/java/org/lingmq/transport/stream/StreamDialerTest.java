package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.zmtp.Commands;

/** The way from connect to a link: names, addresses, time-outs, refusals, and what stays queued meanwhile. */
final class StreamDialerTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeFamily family = new FakeFamily(bench);
    private StreamDialer dialer;

    @BeforeEach
    void open() {
        bench.with(Options.RECONNECT_IVL, Duration.ofMillis(100));
        bench.with(Options.RECONNECT_IVL_MAX, Duration.ofMillis(100));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void start() {
        dialer = new StreamDialer(bench.config(), family, new Jitter(1));
        dialer.start();
        bench.run();
    }

    private FakeFamily.Attempt newest() {
        return family.newest();
    }

    /** The peer shakes hands. */
    private FakeWire shakeHands() {
        FakeWire wire = newest().wire;
        wire.says(Script.hello("PAIR"));
        bench.run();
        return wire;
    }

    private List<String> tried() {
        List<String> tried = new ArrayList<>();
        family.attempts.forEach(attempt -> tried.add(attempt.address));
        return tried;
    }

    private void threeAddresses() {
        family.addresses = List.of(new FakeFamily.Name("a"), new FakeFamily.Name("b"), new FakeFamily.Name("c"));
    }

    @Test
    void QUEUE_1_thePipeIsThereFromTheBeginningAndWhatIsQueuedLeavesWithTheLink() {
        start();
        Bench.send(dialer.pipe(), "queued before");
        bench.run();
        FakeWire wire = shakeHands();
        byte[] ours = wire.written();
        int hello = Script.hello("PAIR").length;
        assertEquals(List.of("queued before"), Frames.messages(Arrays.copyOfRange(ours, hello, ours.length)));
        assertEquals(List.of("CONNECTED", "linkUp 1", "HANDSHAKE_SUCCEEDED"), bench.side.story);
    }

    @Test
    void QUEUE_1_whatDidNotLeaveWaitsForTheNextLink() {
        start();
        FakeWire first = shakeHands();
        first.room = 3;
        Bench.send(dialer.pipe(), "a");
        Bench.send(dialer.pipe(), "b");
        bench.run();
        first.breaks("cut");
        bench.passMs(100);
        FakeWire second = shakeHands();
        byte[] ours = second.written();
        int hello = Script.hello("PAIR").length;
        assertEquals(List.of("b"), Frames.messages(Arrays.copyOfRange(ours, hello, ours.length)));
        assertEquals(
                List.of(
                        "CONNECTED",
                        "linkUp 1",
                        "HANDSHAKE_SUCCEEDED",
                        "linkDown 1",
                        "DISCONNECTED",
                        "CONNECT_RETRIED",
                        "CONNECTED",
                        "linkUp 1",
                        "HANDSHAKE_SUCCEEDED"),
                bench.side.story);
    }

    @Test
    void QUEUE_1_withImmediateThePipeComesAndGoesWithTheLink() {
        bench.with(Options.IMMEDIATE, true);
        start();
        assertNull(dialer.pipe());
        FakeWire wire = shakeHands();
        assertEquals(List.of("CONNECTED", "up 1", "HANDSHAKE_SUCCEEDED"), bench.side.story);
        wire.breaks("cut");
        bench.passMs(100);
        assertNull(dialer.pipe());
        shakeHands();
        assertEquals(2, dialer.pipe().id());
        assertEquals(1, bench.side.ended.size());
    }

    @Test
    void TCP_1_everyAddressIsTriedInOrder() {
        threeAddresses();
        family.answer = FakeFamily.Answer.LATER;
        start();
        assertEquals(List.of("a"), tried());
        newest().fails("refused");
        bench.run();
        family.answer = FakeFamily.Answer.FAILS_AT_ONCE;
        newest().fails("refused");
        bench.run();
        assertEquals(List.of("a", "b", "c"), tried());
        assertEquals(1, bench.side.times(MonitorEventType.CLOSED), "only when none is left");
        assertEquals("connecting to c failed: refused", bench.side.reason(MonitorEventType.CONNECT_RETRIED));
        assertTrue(family.attempts.stream().allMatch(attempt -> attempt.closed));
        bench.passMs(90);
        assertEquals(3, family.attempts.size());
        bench.passMs(10);
        assertEquals(6, family.attempts.size());
        assertEquals(2, family.lookUps, "names are looked up anew");
    }

    @Test
    void anAddressThatCannotEvenBeOpenedIsPassedOver() {
        threeAddresses();
        family.answer = FakeFamily.Answer.DOES_NOT_OPEN;
        start();
        assertEquals(List.of("a", "b", "c"), tried());
        assertEquals(
                "connecting to c failed: no more descriptors", bench.side.reason(MonitorEventType.CONNECT_RETRIED));
    }

    @Test
    void aConnectionThatIsNotThereYetIsWaitedFor() {
        family.answer = FakeFamily.Answer.LATER;
        start();
        assertEquals(List.of("CONNECT_DELAYED"), bench.side.story);
        newest().stirs();
        bench.pass(Duration.ofMinutes(10), Duration.ofSeconds(10));
        assertEquals(1, family.attempts.size(), "without a limit the system decides");
        newest().succeeds();
        shakeHands();
        assertEquals(1, bench.side.times(MonitorEventType.HANDSHAKE_SUCCEEDED));
        assertFalse(newest().closed, "it is the wire's now");
    }

    @Test
    void CONNECT_TIMEOUT_leadsToTheNextAddress() {
        bench.with(Options.CONNECT_TIMEOUT, Duration.ofMillis(250));
        threeAddresses();
        family.answer = FakeFamily.Answer.LATER;
        start();
        bench.passMs(240);
        assertEquals(List.of("a"), tried());
        bench.passMs(10);
        assertEquals(List.of("a", "b"), tried());
        assertTrue(family.attempts.get(0).closed);
        bench.passMs(500);
        assertEquals("c did not answer in 250 ms", bench.side.reason(MonitorEventType.CONNECT_RETRIED));
    }

    @Test
    void CONNECT_TIMEOUT_isOverWithTheConnection() {
        bench.with(Options.CONNECT_TIMEOUT, Duration.ofMillis(250));
        family.answer = FakeFamily.Answer.LATER;
        start();
        newest().succeeds();
        bench.passMs(1_000);
        FakeWire wire = shakeHands();
        bench.passMs(1_000);
        assertTrue(wire.isOpen());
        assertEquals(1, family.attempts.size());
    }

    @Test
    void aNameThatIsNotFoundIsLookedUpAgain() {
        family.lookUpFailure = "looking up nowhere failed";
        start();
        assertEquals("looking up nowhere failed", bench.side.reason(MonitorEventType.CONNECT_RETRIED));
        bench.passMs(100);
        assertEquals(2, family.lookUps);
        family.lookUpFailure = null;
        bench.passMs(100);
        assertEquals(List.of("a"), tried());
    }

    @Test
    void anAnswerThatComesTooLateOrTwiceIsNotHeard() {
        family.waiting = new ArrayList<>();
        start();
        dialer.start();
        bench.run();
        assertEquals(1, family.lookUps, "one is under way");
        var late = family.waiting.get(0);
        family.find(new FakeFamily.Name("a"));
        late.accept(List.of(new FakeFamily.Name("again")));
        assertEquals(List.of("a"), tried());
    }

    @Test
    void TCP_3_aConnectionToItselfIsGivenUpAndDialedAgain() {
        family.answer = FakeFamily.Answer.LATER;
        start();
        newest().wire.remoteAddress = newest().wire.localAddress;
        newest().succeeds();
        bench.run();
        assertFalse(newest().wire.isOpen());
        assertEquals("the connection led to itself", bench.side.reason(MonitorEventType.CONNECT_RETRIED));
        bench.passMs(100);
        assertEquals(2, family.attempts.size());
    }

    private void refuse() {
        newest().wire.says(Frames.joined(Script.greeting(), Commands.error("go away")));
        bench.run();
    }

    @Test
    void aRefusalStopsTheDialerAndTheQueueStays() {
        start();
        Bench.send(dialer.pipe(), "queued");
        refuse();
        assertEquals("the peer refused the connection: go away", bench.side.reason(MonitorEventType.DIALER_STOPPED));
        bench.pass(Duration.ofHours(1), Duration.ofMinutes(1));
        assertEquals(1, family.attempts.size());
        assertEquals(1, dialer.pipe().unsent().messages());
        assertTrue(dialer.tryAgain());
        assertFalse(dialer.tryAgain(), "it has begun");
        bench.run();
        assertEquals(2, family.attempts.size());
        shakeHands();
        assertEquals(0, dialer.pipe().unsent().messages());
    }

    @Test
    void RETRY_REFUSED_asksAgainAtItsOwnPace() {
        bench.with(Options.RETRY_REFUSED, Duration.ofSeconds(10));
        start();
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, family.attempts.size());
            refuse();
            assertEquals(10_000, bench.side.value(MonitorEventType.CONNECT_RETRIED));
            bench.passMs(9_990);
            assertEquals(i, family.attempts.size());
            bench.passMs(10);
        }
        assertEquals(0, bench.side.times(MonitorEventType.DIALER_STOPPED));
    }

    @Test
    void ERR_3_aWrongTypeAndABrokenHandshakeAreTriedAgain() {
        start();
        newest().wire.says(Script.hello("PUB"));
        bench.passMs(100);
        assertEquals(2, family.attempts.size());
        newest().wire.says("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII));
        bench.passMs(100);
        assertEquals(3, family.attempts.size());
        newest().wire.ends();
        bench.passMs(100);
        assertEquals(4, family.attempts.size());
        shakeHands();
        assertEquals(1, bench.side.times(MonitorEventType.HANDSHAKE_SUCCEEDED));
    }

    @Test
    void aPeerThatTheSocketRefusesIsDialedAgain() {
        start();
        shakeHands();
        dialer.pipe().far().refuse(MonitorEventType.PEER_REFUSED, "there is one already");
        bench.run();
        assertEquals("there is one already", bench.side.reason(MonitorEventType.CONNECT_RETRIED));
        bench.passMs(100);
        assertEquals(2, family.attempts.size());
    }
}
