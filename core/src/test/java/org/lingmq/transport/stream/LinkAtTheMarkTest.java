package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.CallerDriven;

/** Who reads on when the water mark is reached and the application has read, whoever read before. */
final class LinkAtTheMarkTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeOwner owner = new FakeOwner(true);
    private Session session;
    private Pipe pipe;

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> receiveAll() {
        return Bench.receiveAll(pipe);
    }

    private FakeWire attachedWithMark(int messages) {
        bench.with(Options.RCVHWM, messages);
        session = new Session(bench.config(), owner);
        pipe = session.pipe();
        return bench.attach(session);
    }

    @Test
    void whatAPeerSaidBeforeItClosedIsNotLostWhenOurAnswerMeetsTheEnd() {
        FakeWire wire = attachedWithMark(2);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            said.add("m" + i);
            wire.says(Frames.message("m" + i));
        }
        wire.says(Arrays.copyOf(Frames.message("cut off"), 5));
        bench.run();
        assertTrue(session.stalled());
        wire.ends();
        wire.deaf = new IOException("broken pipe");
        bench.passMs(500);
        assertEquals(0, owner.ends.size(), "nothing is written without need");
        Bench.send(pipe, "an answer");
        bench.run();
        assertEquals(1, owner.ends.size());
        assertFalse(wire.isOpen());
        assertEquals(said, receiveAll());
    }

    @Test
    void atTheWaterMarkNothingIsReadUntilTheApplicationHas() {
        FakeWire wire = attachedWithMark(2);
        for (int i = 0; i < 6; i++) {
            wire.says(Frames.message("m" + i));
        }
        bench.run();
        assertTrue(session.stalled());
        assertFalse(wire.reads(), "or the loop would spin");
        assertEquals("m0", Bench.receive(pipe));
        bench.run();
        assertEquals("m1", Bench.receive(pipe));
        assertEquals("m2", Bench.receive(pipe));
        bench.run();
        assertEquals(List.of("m3", "m4"), receiveAll());
        bench.run();
        assertEquals(List.of("m5"), receiveAll());
        bench.run();
        assertFalse(session.stalled());
        assertTrue(wire.reads());
    }

    @Test
    void atTheWaterMarkACallerReadsNoMoreThanWasRead() {
        FakeWire wire = attachedWithMark(1);
        wire.says(Frames.message("a")).says(Frames.message("b"));
        bench.run();
        long before = wire.bytesRead();
        for (int i = 0; i < 10; i++) {
            wire.says(Frames.message("m"));
            assertNotEquals(CallerDriven.Filled.OVER, session.fill());
            bench.run();
        }
        assertEquals(before, wire.bytesRead());
    }

    @Test
    void messagesThatWereReadTogetherButHadNoCreditComeWithoutANewEvent() {
        FakeWire wire = attachedWithMark(1);
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b"), Frames.message("c")));
        bench.run();
        assertEquals(0, wire.operations() & SelectionKey.OP_READ);
        assertEquals(List.of("a"), receiveAll());
        bench.run();
        assertEquals(List.of("b"), receiveAll());
        bench.run();
        assertEquals(List.of("c"), receiveAll());
    }

    @Test
    void aCallerThatReachesTheWaterMarkStopsTheIoThreadToo() {
        FakeWire wire = attachedWithMark(1);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.message("a")).says(Frames.message("b")).says(Frames.message("c"));
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        session.giveBack();
        bench.run();
        assertTrue(session.stalled());
        assertFalse(wire.reads());
        assertEquals(List.of("a"), receiveAll());
        bench.run();
        assertEquals(List.of("b"), receiveAll());
        bench.run();
        assertEquals(List.of("c"), receiveAll());
    }

    @Test
    void creditThatReturnsToACallerWhoReadsTheLinkWakesNobody() {
        FakeWire wire = attachedWithMark(2);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b"), Frames.message("c")));
        assertEquals(CallerDriven.Filled.STALLED, session.fill());
        assertEquals(List.of("a", "b"), receiveAll());
        bench.run();
        assertEquals(List.of(), receiveAll(), "nobody else has read on");
        assertEquals(CallerDriven.Filled.OPEN, session.fill());
        assertEquals(List.of("c"), receiveAll());
    }

    /** The I/O thread comes to what the caller gave back when the caller has taken it again. */
    @Test
    void theIoThreadDoesNotWaitForCreditThatOnlyACallerHearsOf() {
        FakeWire wire = attachedWithMark(1);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b")));
        assertEquals(CallerDriven.Filled.STALLED, session.fill());
        session.giveBack();
        session.drive();
        assertEquals(CallerDriven.Filled.STALLED, session.fill());
        bench.run();
        assertEquals(List.of("a"), receiveAll());
        assertEquals(CallerDriven.Filled.OPEN, session.fill());
        assertEquals(List.of("b"), receiveAll());
        bench.run();
        assertFalse(session.stalled());
        assertTrue(wire.reads());
    }

    /** Here the I/O thread finds no credit while the caller finds that thread reading. */
    @Test
    void creditThatReturnsToACallerThatWasNotTheOneToReadWakesTheIoThread() {
        FakeWire wire = attachedWithMark(2);
        Bench.watch(session);
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b"), Frames.message("c")));
        wire.duringRead = () -> {
            session.drive();
            assertEquals(CallerDriven.Filled.BUSY, session.fill());
        };
        bench.run();
        assertEquals(List.of("a", "b"), receiveAll());
        bench.run();
        assertEquals(List.of("c"), receiveAll());
    }

    @Test
    void aLinkThatStalledBeforeACallerTookItIsWatchedAgain() {
        FakeWire wire = attachedWithMark(1);
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b")));
        bench.run();
        assertFalse(wire.reads());
        Bench.watch(session);
        session.drive();
        bench.run();
        assertFalse(session.stalled());
        assertTrue(wire.reads());
    }

    @Test
    void creditThatReturnsAfterACallerHasGivenTheLinkBackWakesTheIoThread() {
        FakeWire wire = attachedWithMark(2);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b"), Frames.message("c")));
        assertEquals(CallerDriven.Filled.STALLED, session.fill());
        session.giveBack();
        bench.run();
        assertEquals(List.of("a", "b"), receiveAll());
        bench.run();
        assertEquals(List.of("c"), receiveAll());
    }

    @Test
    void ofALinkThatBreaksAtTheWaterMarkEveryWholeMessageIsKept() {
        FakeWire wire = attachedWithMark(1);
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b"), Frames.message("c"), new byte[] {0, 9}));
        bench.run();
        session.end(LinkEnd.lost("cut"));
        bench.run();
        assertFalse(wire.isOpen());
        FakeWire next = bench.attach(session);
        next.says(Frames.message("d"));
        bench.run();
        assertEquals(List.of("a", "b", "c"), receiveAll());
        bench.run();
        assertEquals(List.of("d"), receiveAll());
    }

    @Test
    void aHigherWaterMarkLetsReadingGoOnAtOnce() {
        FakeWire wire = attachedWithMark(1);
        wire.says(Frames.message("a")).says(Frames.message("b")).says(Frames.message("c"));
        bench.run();
        session.receiveLimits(10, 0);
        bench.run();
        assertEquals(List.of("a", "b", "c"), receiveAll());
        assertFalse(session.stalled());
    }

    @Test
    void readingGoesOnWhenTheOneWhoHeldTheRightAtTheWrongMomentHasLetGo() {
        FakeWire wire = attachedWithMark(1);
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b"), Frames.message("c")));
        bench.run();
        assertTrue(session.stalled());
        // The application reads, so the I/O thread is to go on; just then a caller registers the link, or reads it.
        assertEquals("a", Bench.receive(pipe));
        wire.duringWatch = bench::turn;
        assertNotNull(Bench.watch(session));
        bench.passMs(5);
        assertEquals(List.of("b"), receiveAll());
        wire.duringRead = bench::turn;
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        bench.passMs(5);
        assertEquals(List.of("c"), receiveAll());
    }
}
