package org.lingmq.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop, turned by hand with a clock set by hand; nothing that its guests throw ends it. */
final class IoThreadTest {

    private long nowNs = 1_000_000;
    private IoThread io;
    private final List<String> done = new ArrayList<>();
    private List<String> logged;

    @BeforeEach
    void open() throws IOException {
        io = new IoThread(() -> nowNs);
        logged = CollectedLog.collect("org.lingmq.io");
    }

    @AfterEach
    void close() throws IOException {
        CollectedLog.stop("org.lingmq.io");
        io.selector().close();
    }

    private Runnable note(String name) {
        return () -> done.add(name);
    }

    private static void fail() {
        throw new IllegalStateException("a guest failed");
    }

    @Test
    void tasksRunInTheOrderOfTheCalls() {
        io.execute(note("a"));
        io.execute(note("b"));
        assertEquals(2, io.runOnce(0));
        assertEquals(List.of("a", "b"), done);
        assertEquals(0, io.runOnce(0));
    }

    @Test
    void manyTasksShareTheTurnWithTheRest() {
        for (int i = 0; i < 1000; i++) {
            io.execute(note("task"));
        }
        io.schedule(0, note("timer"));
        int first = io.runOnce(0);
        assertTrue(first < 1000);
        assertTrue(done.contains("timer"));
        while (io.runOnce(0) > 0) {
            assertTrue(done.size() <= 1001);
        }
        assertEquals(1001, done.size());
    }

    @Test
    void taskThatPostsItselfDoesNotHoldTheLoop() {
        Runnable[] self = new Runnable[1];
        self[0] = () -> {
            done.add("again");
            io.execute(self[0]);
        };
        io.execute(self[0]);
        io.runOnce(0);
        int first = done.size();
        io.runOnce(0);
        assertTrue(done.size() > first);
    }

    @Test
    void failedTaskDoesNotEndTheLoop() {
        io.execute(IoThreadTest::fail);
        io.execute(() -> {
            throw new StackOverflowError();
        });
        io.execute(note("next"));
        assertEquals(3, io.runOnce(0));
        assertEquals(List.of("next"), done);
        assertEquals(2, logged.size());
    }

    @Test
    void timersRunWhenDueInOrderOfTimeThenOfCall() {
        io.schedule(30, note("c"));
        io.schedule(10, note("a1"));
        io.schedule(10, note("a2"));
        io.schedule(20, note("b"));
        io.schedule(10, note("a3"));
        assertEquals(0, io.runOnce(0));
        nowNs += 9;
        assertEquals(0, io.runOnce(0));
        nowNs += 1;
        io.runOnce(0);
        assertEquals(List.of("a1", "a2", "a3"), done);
        nowNs += 100;
        io.runOnce(0);
        assertEquals(List.of("a1", "a2", "a3", "b", "c"), done);
    }

    @Test
    void cancelledTimerDoesNotRun() {
        Timer timer = io.schedule(10, note("cancelled"));
        Timer other = io.schedule(10, note("other"));
        assertTrue(timer.pending());
        timer.cancel();
        timer.cancel();
        assertFalse(timer.pending());
        nowNs += 10;
        io.runOnce(0);
        assertFalse(other.pending());
        assertEquals(List.of("other"), done);
        other.cancel();
    }

    @Test
    void timerMayCancelAnotherThatIsDue() {
        Timer[] second = new Timer[1];
        io.schedule(10, () -> second[0].cancel());
        second[0] = io.schedule(10, note("cancelled"));
        nowNs += 10;
        io.runOnce(0);
        assertEquals(List.of(), done);
    }

    @Test
    void timerThatSchedulesItselfAtOnceDoesNotHoldTheLoop() {
        Runnable[] self = new Runnable[1];
        self[0] = () -> {
            done.add("again");
            io.schedule(0, self[0]);
        };
        io.schedule(0, self[0]);
        assertEquals(1, io.runOnce(0));
        assertEquals(1, io.runOnce(-1), "a due timer does not let the loop sleep");
        assertEquals(List.of("again", "again"), done);
    }

    @Test
    void failedTimerDoesNotEndTheLoop() {
        io.schedule(0, IoThreadTest::fail);
        io.schedule(0, note("next"));
        assertEquals(2, io.runOnce(0));
        assertEquals(List.of("next"), done);
        assertEquals(1, logged.size());
    }

    @Test
    void timersBeyondTheOverflowOfTheClockKeepTheirOrder() {
        nowNs = Long.MAX_VALUE - 5;
        io.schedule(10, note("late"));
        io.schedule(3, note("early"));
        nowNs += 4;
        io.runOnce(0);
        assertEquals(List.of("early"), done);
        nowNs += 10;
        io.runOnce(0);
        assertEquals(List.of("early", "late"), done);
    }

    /** A channel with something to read, and a handler that fails as asked. */
    private final class Guest implements Ready {
        private final Pipe pipe;
        private final boolean readyFails;
        private final boolean failedFails;

        Guest(boolean readyFails, boolean failedFails) throws IOException {
            this.readyFails = readyFails;
            this.failedFails = failedFails;
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.source().register(io.selector(), SelectionKey.OP_READ, this);
            pipe.sink().write(ByteBuffer.allocate(1));
        }

        @Override
        public void ready(int operations) {
            done.add("ready " + operations);
            if (readyFails) {
                fail();
            }
        }

        @Override
        public void failed(Throwable failure) {
            done.add(failure.getMessage());
            if (failedFails) {
                fail();
            }
        }

        void close() throws IOException {
            pipe.sink().close();
            pipe.source().close();
        }
    }

    @Test
    void readyChannelReachesItsHandler() throws IOException {
        Guest guest = new Guest(false, false);
        assertEquals(1, io.runOnce(-1));
        assertEquals(List.of("ready " + SelectionKey.OP_READ), done);
        guest.close();
    }

    @Test
    void whatAChannelHoldsIsFoundBeforeATimerThatIsDueJudges() throws IOException {
        io.schedule(10, note("timer"));
        Guest guest = new Guest(false, false);
        nowNs += 10;
        assertEquals(2, io.runOnce(-1));
        assertEquals(List.of("ready " + SelectionKey.OP_READ, "timer"), done);
        guest.close();
    }

    @Test
    void failedHandlerIsToldAndTheOthersGoOn() throws IOException {
        Guest good = new Guest(false, false);
        Guest bad = new Guest(true, false);
        assertEquals(2, io.runOnce(-1));
        assertEquals(3, done.size());
        assertTrue(done.contains("a guest failed"));
        good.close();
        bad.close();
    }

    @Test
    void handlerThatFailsTwiceLosesItsKey() throws IOException {
        Guest bad = new Guest(true, true);
        assertEquals(1, io.runOnce(-1));
        assertFalse(bad.pipe.source().keyFor(io.selector()) != null
                && bad.pipe.source().keyFor(io.selector()).isValid());
        assertEquals(0, io.runOnce(0));
        assertEquals(1, logged.size());
        bad.close();
    }

    private Swept swept(String name, Swept.Next... answers) {
        int[] turn = {0};
        return () -> {
            done.add(name);
            return answers[Math.min(turn[0]++, answers.length - 1)];
        };
    }

    @Test
    void sweptLinksAreLookedAtUntilTheyAreDone() {
        io.sweep(swept("twice", Swept.Next.AGAIN, Swept.Next.FORGET));
        io.sweep(swept("once", Swept.Next.WHEN_WRITABLE));
        io.sweep(swept("always", Swept.Next.AGAIN));
        for (int i = 0; i < 4; i++) {
            io.runOnce(-1);
        }
        assertEquals(2, done.stream().filter("twice"::equals).count());
        assertEquals(1, done.stream().filter("once"::equals).count());
        assertEquals(4, done.stream().filter("always"::equals).count());
    }

    @Test
    void sweepThatFailsIsForgottenAndTheOthersGoOn() {
        io.sweep(swept("good", Swept.Next.AGAIN));
        io.sweep(() -> {
            done.add("bad");
            throw new IllegalStateException("a guest failed");
        });
        io.sweep(swept("good", Swept.Next.AGAIN));
        io.runOnce(0);
        io.runOnce(0);
        assertEquals(4, done.stream().filter("good"::equals).count());
        assertEquals(1, done.stream().filter("bad"::equals).count());
        assertEquals(1, logged.size());
    }

    @Test
    void linksListedDuringASweepAreKept() {
        io.sweep(() -> {
            io.sweep(swept("new", Swept.Next.FORGET));
            return Swept.Next.FORGET;
        });
        io.runOnce(0);
        io.runOnce(0);
        io.runOnce(0);
        assertEquals(List.of("new"), done);
    }

    @Test
    void sleepEndsWithTheNextTimer() throws IOException {
        IoThread real = new IoThread(Clock.SYSTEM);
        AtomicBoolean ran = new AtomicBoolean();
        real.schedule(TimeUnit.HOURS.toNanos(1), IoThreadTest::fail).cancel();
        real.schedule(2_000_000, () -> ran.set(true));
        while (!ran.get()) {
            real.runOnce(-1);
        }
        real.selector().close();
    }

    @Test
    void threadRunsTasksFromOutsideUntilItIsStopped() throws Exception {
        IoThread real = new IoThread(Clock.SYSTEM);
        real.start(Thread::new);
        for (int i = 0; i < 1000; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            AtomicBoolean own = new AtomicBoolean();
            real.execute(() -> {
                own.set(real.isCurrent());
                ran.countDown();
            });
            assertTrue(ran.await(60, TimeUnit.SECONDS));
            assertTrue(own.get());
        }
        assertFalse(real.isCurrent());
        real.stop();
        real.join(60_000);
        assertFalse(real.selector().isOpen());
    }

    @Test
    void interruptedThreadGoesOn() throws Exception {
        IoThread real = new IoThread(Clock.SYSTEM);
        Thread[] thread = new Thread[1];
        real.start(body -> thread[0] = new Thread(body));
        thread[0].interrupt();
        while (logged.isEmpty()) {
            Thread.onSpinWait();
        }
        CountDownLatch ran = new CountDownLatch(1);
        real.execute(ran::countDown);
        assertTrue(ran.await(60, TimeUnit.SECONDS));
        real.stop();
        real.join(60_000);
        assertFalse(real.selector().isOpen());
    }
}
