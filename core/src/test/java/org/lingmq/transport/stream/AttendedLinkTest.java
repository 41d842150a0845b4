package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.SocketType;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.CallerDriven;

/** Who reads a link, caller or I/O thread, and how the reading passes from one to the other. */
final class AttendedLinkTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeOwner owner = new FakeOwner(true);
    private Session session;
    private Pipe pipe;

    @BeforeEach
    void open() {
        session = new Session(bench.config(), owner);
        pipe = session.pipe();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> receiveAll() {
        return Bench.receiveAll(pipe);
    }

    /**
     * A link comes up, with a message right behind the handshake; meanwhile something happens during its first write.
     */
    private FakeWire attachDuringWhich(Runnable meanwhile) {
        Bench.send(pipe, "written while the link comes up");
        FakeWire wire = bench.wire();
        wire.duringWrite = meanwhile;
        session.attach(wire, Bench.peer("PAIR"), ByteBuffer.wrap(Frames.message("behind READY")), bench.side::linkUp);
        bench.run();
        return wire;
    }

    @Test
    void whatCameBehindTheHandshakeIsDeliveredThoughACallerRegistersTheLinkMeanwhile() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch attached = new CountDownLatch(1);
        AtomicReference<Thread> caller = new AtomicReference<>();
        attachDuringWhich(() -> {
            bench.wires.get(0).duringWatch = () -> {
                inside.countDown();
                await(attached);
            };
            caller.set(new Thread(() -> {
                Bench.watch(session);
                inside.countDown();
            }));
            caller.get().start();
            // Either it is in the middle of registering, with the right to read in its hands, or it was turned away.
            await(inside);
        });
        attached.countDown();
        caller.get().join();
        bench.run();
        assertEquals(List.of("behind READY"), receiveAll());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatCameBehindTheHandshakeIsDeliveredThoughACallerReadsTheLinkMeanwhile() {
        FakeWire wire = attachDuringWhich(() -> {
            assertNull(Bench.watch(session), "nobody gets the right to read before the rest is scanned");
            assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        });
        assertEquals(List.of("behind READY"), receiveAll());
        assertNotNull(Bench.watch(session));
        wire.says(Frames.message("next"));
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        assertEquals(List.of("next"), receiveAll());
    }

    @Test
    void NULL_3_ZMTP_24_halfAMessageBehindTheHandshakeGoesOnWithTheWire() {
        byte[] message = Frames.message("first", "x".repeat(5_000), "last");
        for (int cut = 0; cut <= message.length; cut += cut < 10 ? 1 : 997) {
            Session each = new Session(bench.config(), owner);
            FakeWire wire = bench.wire();
            wire.says(Arrays.copyOfRange(message, cut, message.length));
            each.attach(wire, Bench.peer("PAIR"), ByteBuffer.wrap(message, 0, cut), bench.side::linkUp);
            bench.run();
            assertEquals("first|" + "x".repeat(5_000) + "|last", Bench.receive(each.pipe()), "cut at " + cut);
        }
    }

    @Test
    void aLinkThatNoCallerHasTakenOverIsReadByTheIoThread() {
        FakeWire wire = bench.attach(session);
        Session other = new Session(bench.config(), owner);
        FakeWire otherWire = bench.attach(other);
        assertNotNull(Bench.watch(other));
        other.drive();

        wire.says(Frames.message("a"));
        otherWire.says(Frames.message("b"));
        bench.run();
        assertEquals(List.of("a"), receiveAll());
        assertNull(Bench.receive(other.pipe()));
        assertEquals(1, bench.side.leftToCaller, "whoever looks in on the caller is told");
        assertTrue(wire.reads());
        assertFalse(otherWire.reads(), "or the loop would spin");
        assertTrue(otherWire.callerWouldWake());
    }

    @Test
    void aLinkThatIsOnlyWatchedIsStillReadByTheIoThread() {
        FakeWire wire = bench.attach(session);
        assertNotNull(Bench.watch(session));
        wire.says(Frames.message("a"));
        bench.run();
        assertEquals(List.of("a"), receiveAll());
        assertEquals(0, bench.side.leftToCaller);
    }

    @Test
    void afterACallerHasGivenItBackTheIoThreadReadsOn() {
        FakeWire wire = bench.attach(session);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.message("a"));
        bench.run();
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        assertEquals(List.of("a"), receiveAll());
        wire.says(Frames.message("b"));
        bench.run();
        assertEquals(List.of(), receiveAll());
        session.giveBack();
        bench.run();
        assertEquals(List.of("b"), receiveAll());
        wire.says(Frames.message("c"));
        bench.run();
        assertEquals(List.of("c"), receiveAll());
    }

    @Test
    void givingBackInTheMiddleOfTheIoThreadsLookLosesNothing() {
        FakeWire wire = bench.attach(session);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.message("a"));
        session.giveBack();
        session.drive();
        session.giveBack();
        bench.run();
        assertEquals(List.of("a"), receiveAll());
        assertTrue(wire.reads());
    }

    @Test
    void theNextLinkIsNotTheCallersUntilItTakesItOver() {
        FakeWire wire = bench.attach(session);
        Bench.watch(session);
        session.drive();
        wire.breaks("cut");
        assertEquals(CallerDriven.Filled.OVER, session.fill());
        bench.run();
        FakeWire next = bench.attach(session);
        next.says(Frames.message("a"));
        bench.run();
        assertEquals(List.of("a"), receiveAll());
    }

    @Test
    void aDeadDrivenLinkIsEndedByTheCallersRead() {
        FakeWire wire = bench.attach(session);
        Bench.watch(session);
        session.drive();
        wire.says(Frames.message("last words")).ends();
        bench.run();
        assertTrue(wire.isOpen(), "the caller has been told and is to find out");
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        assertEquals(CallerDriven.Filled.OVER, session.fill());
        bench.run();
        assertFalse(wire.isOpen());
        assertEquals(List.of("last words"), receiveAll());
    }

    @Test
    void withoutALinkThereIsNothingToWatchAndNothingToRead() {
        assertNull(Bench.watch(session));
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        session.drive();
        session.giveBack();
        bench.run();
        FakeWire wire = bench.attach(session);
        wire.says(Frames.message("a"));
        bench.run();
        assertEquals(List.of("a"), receiveAll());
    }
}
