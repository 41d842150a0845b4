package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.io.CollectedLog;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.io.Waiter;

/** Who does the work that mail begins; the I/O thread is turned by hand. */
class LobbyTest {

    private long nowNs;
    private final IoThread home;
    private int work;
    private BooleanSupplier serve = () -> --work > 0;
    private final Lobby lobby;

    LobbyTest() throws IOException {
        home = new IoThread(() -> nowNs);
        lobby = new Lobby("lobby", home, () -> serve.getAsBoolean(), 0);
    }

    @AfterEach
    void close() throws IOException {
        home.selector().close();
    }

    /** Runs the turns that the I/O thread makes while a caller is inside. */
    private void turnWhileInside() {
        for (int i = 0; i < 5; i++) {
            nowNs += 10_000_000;
            home.runOnce(0);
        }
    }

    @Test
    void workThatMailBeganGoesOnThoughACallerIsAlwaysInsideWhenTheIoThreadLooks() {
        work = 4;
        lobby.post(new Mail(() -> {}), true);
        // Goes in between the I/O thread's first look and its next.
        home.execute(lobby::enter);
        turnWhileInside();
        lobby.exit();
        for (int calls = 0; calls < 3; calls++) {
            lobby.enter();
            lobby.exit();
        }
        assertEquals(0, work);
    }

    @Test
    void workThatACallersMailBeganGoesOnAfterTheCallerHasLeft() {
        work = 4;
        lobby.post(new Mail(() -> {}), false);
        lobby.enter();
        turnWhileInside();
        lobby.exit();
        turnWhileInside();
        assertEquals(0, work);
    }

    @Test
    void aPollerThatIsAboutToSleepLearnsOfMailThatAnAskerHandled() {
        Waiter waiter = new Waiter();
        Mailbox rung = new Mailbox();
        PolledSocket poller =
                new PolledSocket(null, new WaitingPlace(new EntryGuard(), waiter), rung, PolledSocket::lookedAt);
        lobby.enter();
        lobby.lookedAtBy(poller);
        lobby.exitLook(false);
        assertTrue(rung.isEmpty());
        lobby.post(new Mail(() -> {}), false);
        assertEquals("asked", lobby.ask(() -> "asked"));
        assertFalse(rung.isEmpty());
        waiter.prepare(null);
        lobby.post(new Mail(() -> {}), false);
        rung.handle(1);
        waiter.cancel();
        waiter.prepare(null);
        lobby.ask(() -> "asked");
        assertFalse(waiter.waiting(), "rung, as it may have looked before the mail was handled");
        assertFalse(rung.isEmpty());
    }

    @Test
    void workThatFailsKeepsNobodyOut() {
        List<String> log = CollectedLog.collect("org.lingmq.socket");
        serve = () -> {
            throw new IllegalStateException("for a test");
        };
        try {
            lobby.post(new Mail(() -> {}), false);
            lobby.enter();
            lobby.exit();
            lobby.post(new Mail(() -> {}), true);
            turnWhileInside();
            assertEquals(2, log.size());
        } finally {
            CollectedLog.stop("org.lingmq.socket");
        }
        assertTrue(lobby.enterToClose());
    }

    @Test
    void laneThatTurnsBusyAgainAndAgainIsRememberedOnce() {
        int[] settled = {0};
        Runnable settle = () -> settled[0]++;
        lobby.enter();
        for (int i = 0; i < 1_000; i++) {
            lobby.turnedBusy(settle);
        }
        lobby.settleBusy();
        lobby.exit();
        assertEquals(1, settled[0]);
    }

    @Test
    void whoWaitsInOneSocketSettlesWhatItWroteToOthers() {
        Lobby other = new Lobby("other", home, () -> false, 0);
        int[] settled = {0};
        other.enter();
        other.turnedBusy(() -> settled[0]++);
        other.exit();
        lobby.enter();
        lobby.await(0, false);
        assertEquals(1, settled[0]);
        lobby.await(0, false);
        lobby.exit();
        assertEquals(1, settled[0], "it is quiet now");
    }

    @Test
    void whoWaitsLeavesASocketAloneThatAnotherIsInside() {
        Lobby other = new Lobby("other", home, () -> false, 0);
        int[] settled = {0};
        other.enter();
        other.turnedBusy(() -> settled[0]++);
        lobby.enter();
        lobby.await(0, false);
        lobby.exit();
        assertEquals(0, settled[0]);
        other.exit();
        lobby.enter();
        lobby.await(0, false);
        lobby.exit();
        assertEquals(1, settled[0], "it was not forgotten");
    }

    @Test
    void mailForACallerThatSleepsIsNotTheIoThreads() throws InterruptedException {
        int[] handled = {0};
        Thread caller = new Thread(() -> {
            lobby.enter();
            lobby.await(-1, false);
            lobby.exit();
        });
        caller.start();
        while (!caller.getState().equals(Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        work = 0;
        lobby.post(new Mail(() -> handled[0]++), true);
        assertEquals(0, home.runOnce(0), "the caller handles it");
        caller.join();
        assertEquals(1, handled[0]);
        lobby.post(new Mail(() -> handled[0]++), true);
        assertEquals(1, home.runOnce(0), "nobody is inside");
    }
}
