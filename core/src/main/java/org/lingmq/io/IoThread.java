package org.lingmq.io;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/**
 * The caretaker: accepts, connects, shakes hands, keeps timers, and drives a link whenever its caller is away.
 *
 * <p>{@link #runOnce} is one turn of the loop; a thread is added outside, and a test turns the crank by hand.
 * Everything but {@link #execute} and {@link #isCurrent} belongs to the thread that turns it. Nothing that a link, a
 * task or a timer throws ends the loop.
 */
public final class IoThread {

    private static final Logger LOG = System.getLogger("org.lingmq.io");
    private static final long LEAST_PAUSE_NS = 50_000;

    /** A thread that pauses longer sleeps in its selector, which knows milliseconds only. */
    private static final long MOST_PAUSE_NS = 250_000;

    private static final long CALM_PAUSE_NS = 1_000_000;
    private static final int CALM_SWEEPS = 8;

    /** Many busy lanes are swept less often, so that each write takes more and others have the processor. */
    private static final int PAUSES_PER_SWEEP = 4;

    private static final int TASKS_PER_TURN = 256;
    private static final int SCRATCH_BYTES = 8 * 1024;
    private static final int LAST_TURNS = 1_000;

    private final Clock clock;
    private final Selector selector;
    private final Waiter waiter = new Waiter();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<Swept> swept = new ArrayList<>();
    private final Looks looks = new Looks(this);
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);

    /** Sweeps in a row that found each caller writing by itself. */
    private int calmSweeps;

    /** Between the last sweep and the next. */
    private long pauseNs = LEAST_PAUSE_NS;

    private long timerOrder;
    private Thread thread;
    private final Flag stopped = new Flag();

    /** A loop that nobody turns yet. */
    public IoThread(Clock clock) throws IOException {
        this(clock, Selector.open());
    }

    /** As the other, with a selector that was made elsewhere. */
    IoThread(Clock clock, Selector selector) {
        this.clock = clock;
        this.selector = selector;
    }

    /** Has a thread of the factory turn the loop until {@link #stop}. */
    public void start(ThreadFactory factory) {
        thread = factory.newThread(this::run);
        thread.start();
    }

    private void run() {
        while (!stopped.isUp()) {
            guarded(() -> runOnce(-1));
        }
        finish();
    }

    /** What was asked for before the end is done, and nothing that was served here stays open. */
    private void finish() {
        int turns = 0;
        while (turns < LAST_TURNS && runTasks() > 0) {
            turns++;
        }
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the selector failed", e);
        }
    }

    /** Ends the loop after its current turn and the tasks that wait; then closes all channels. Any thread. */
    public void stop() {
        stopped.raise();
        waiter.ring();
    }

    /** Waits until the thread has ended; the flag of an interrupt stays set and ends the wait. */
    public void join(long timeoutMs) {
        try {
            thread.join(timeoutMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the calling thread turns this loop. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Has the task run on this thread soon, in the order of the calls. Any thread. */
    public void execute(Runnable task) {
        tasks.add(task);
        waiter.ring();
    }

    /** As {@link #execute}, but wakes nobody: the task runs when the thread next has something to do. Any thread. */
    public void executeLater(Runnable task) {
        tasks.add(task);
    }

    /** The selector that links, listeners and dialers of this thread are registered in. */
    public Selector selector() {
        return selector;
    }

    /** The clock of its timers. */
    public Clock clock() {
        return clock;
    }

    /** An empty buffer of 8 KiB for the time of one call, so that links need none of their own while they wait. */
    public ByteBuffer scratch() {
        return scratch.clear();
    }

    /** Runs the action on this thread after the delay. */
    public Timer schedule(long delayNs, Runnable action) {
        Timer timer = new Timer(clock.nowNs() + delayNs, timerOrder++, action);
        timers.add(timer);
        return timer;
    }

    /** Calls this every now and then, several times a second at most, until it says that this is enough. */
    public void look(BooleanSupplier wantsAnother) {
        looks.add(wantsAnother);
    }

    /** Puts a link on the list of those to look at; it is on it once, which its own flag ensures. */
    public void sweep(Swept link) {
        swept.add(link);
    }

    /**
     * One turn: tasks, ready channels, due timers, sweeps. Timers come after channels, because some of them judge what
     * a channel has not said in time, which it may have said while this thread was kept from running.
     *
     * @param timeoutNs how long to wait at most when there is nothing to do; negative for ever
     * @return how many things were done
     */
    public int runOnce(long timeoutNs) {
        int done = runTasks();
        boolean sweeping = !swept.isEmpty();
        long mostNs = pauseNs > MOST_PAUSE_NS && timeoutNs != 0 ? CALM_PAUSE_NS : 0;
        done += select(done > 0 ? 0 : sweeping ? waitNs(mostNs) : waitNs(timeoutNs));
        done += runTimers();
        if (sweeping) {
            sweepAndTime();
            if (!swept.isEmpty() && done == 0 && pauseNs <= MOST_PAUSE_NS) {
                pause();
            }
        }
        return done;
    }

    private void sweepAndTime() {
        long beganNs = clock.nowNs();
        calmSweeps = sweepAll() ? 0 : calmSweeps + 1;
        long tookNs = clock.nowNs() - beganNs;
        pauseNs = calmSweeps >= CALM_SWEEPS ? CALM_PAUSE_NS : Math.max(LEAST_PAUSE_NS, PAUSES_PER_SWEEP * tookNs);
    }

    private long waitNs(long timeoutNs) {
        dropCancelled();
        Timer next = timers.peek();
        if (next == null) {
            return timeoutNs;
        }
        long untilNextNs = Math.max(0, next.dueNs - clock.nowNs());
        return timeoutNs < 0 ? untilNextNs : Math.min(timeoutNs, untilNextNs);
    }

    private void dropCancelled() {
        while (!timers.isEmpty() && !timers.peek().pending()) {
            timers.poll();
        }
    }

    private int runTasks() {
        int done = 0;
        for (Runnable task; done < TASKS_PER_TURN && (task = tasks.poll()) != null; done++) {
            guarded(task);
        }
        return done;
    }

    private int runTimers() {
        int done = 0;
        long nowNs = clock.nowNs();
        // One that a due timer makes has its turn in the next round, or it could hold the loop for ever.
        long round = timerOrder;
        for (Timer timer; (timer = timers.peek()) != null && timer.due(nowNs) && timer.order < round; done++) {
            timers.poll();
            guarded(timer::run);
        }
        return done;
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) {
            LOG.log(Level.ERROR, "a task of an I/O thread failed; this is a bug in LingMQ", failure);
        }
    }

    private int select(long timeoutNs) {
        int[] done = {0};
        try {
            if (timeoutNs == 0) {
                selector.selectNow(key -> done[0] += dispatch(key));
                return done[0];
            }
            waiter.prepare(selector);
            if (!tasks.isEmpty() || stopped.isUp()) {
                waiter.cancel();
                return 0;
            }
            if (waiter.select(timeoutNs, key -> done[0] += dispatch(key)) == Waiter.Outcome.INTERRUPTED) {
                Thread.interrupted();
                LOG.log(Level.WARNING, "somebody interrupted an I/O thread; it goes on");
            }
        } catch (IOException | ClosedSelectorException e) {
            LOG.log(Level.ERROR, "an I/O thread cannot wait for its channels", e);
        }
        return done[0];
    }

    private static int dispatch(SelectionKey key) {
        Ready ready = (Ready) key.attachment();
        try {
            if (key.isValid()) {
                ready.ready(key.readyOps());
            }
        } catch (Throwable failure) {
            try {
                ready.failed(failure);
            } catch (Throwable second) {
                LOG.log(Level.ERROR, "ending a link failed; this is a bug in LingMQ", second);
                key.cancel();
            }
        }
        return 1;
    }

    /** Whether one of them is to be looked at again soon. */
    private boolean sweepAll() {
        boolean soon = false;
        for (int i = swept.size() - 1; i >= 0; i--) {
            Swept link = swept.get(i);
            Swept.Next next = Swept.Next.FORGET;
            try {
                next = link.sweep();
            } catch (Throwable failure) {
                LOG.log(Level.ERROR, "writing for a busy link failed; this is a bug in LingMQ", failure);
            }
            soon |= next == Swept.Next.AGAIN;
            if (next != Swept.Next.AGAIN && next != Swept.Next.LATER) {
                swept.set(i, swept.get(swept.size() - 1));
                swept.remove(swept.size() - 1);
            }
        }
        return soon;
    }

    /** Between two sweeps; a task ends it. */
    private void pause() {
        waiter.prepare(null);
        if (!tasks.isEmpty() || stopped.isUp()) {
            waiter.cancel();
        } else if (waiter.park(pauseNs) == Waiter.Outcome.INTERRUPTED) {
            Thread.interrupted();
        }
    }
}
