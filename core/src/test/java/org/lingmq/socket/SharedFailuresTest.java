package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.io.CollectedLog;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;

/** Whoever is inside serves others: what goes wrong with that is theirs, not his, and the socket goes on (CLISRV-4). */
@Timeout(60)
class SharedFailuresTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final LinkageError error = new LinkageError("played by a test");
    private final BooleanSupplier fails = () -> {
        throw error;
    };
    private final IoThread home;
    private final SharedLobby lobby;
    private final List<Waiting> withdrawn = new ArrayList<>();
    private int served;

    SharedFailuresTest() throws IOException {
        home = new IoThread(() -> 0);
        lobby = new SharedLobby("shared", home, () -> false, 0);
    }

    @AfterEach
    void close() throws IOException {
        home.selector().close();
    }

    private WaitingFuture<String> future(BooleanSupplier action, int addressee) {
        return new WaitingFuture<>(action, () -> "done", addressee, Runnable::run, withdrawn::add);
    }

    private boolean serves() {
        served++;
        return true;
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        assertTrue(future.isDone(), "it is over");
        return assertThrows(ExecutionException.class, future::get).getCause();
    }

    @Test
    void aFutureThatMetAnErrorIsOverAndCancellingItReturns() {
        WaitingFuture<String> future = future(fails, 0);
        assertTrue(future.attempt());
        assertSame(error, failureOf(future));
        assertFalse(assertTimeoutPreemptively(SOON, () -> future.cancel(false)));
        assertFalse(assertTimeoutPreemptively(SOON, () -> future.complete("late")));
        assertEquals(List.of(), withdrawn);
        assertTrue(future.attempt(), "it is not wanted any more");
    }

    @Test
    void aFutureWhoseResultMetAnErrorIsOver() {
        WaitingFuture<String> future = new WaitingFuture<>(
                () -> true,
                () -> {
                    throw error;
                },
                0,
                Runnable::run,
                withdrawn::add);
        assertTrue(future.attempt());
        assertSame(error, failureOf(future));
    }

    @Test
    void aThreadThatMetAnErrorThrowsItWithItsOwnStack() throws InterruptedException {
        WaitingThread waiting = new WaitingThread(fails, 0);
        Thread server = Threads.start(false, () -> assertTrue(waiting.attempt()));
        server.join();
        assertTrue(waiting.over());
        assertSame(error, assertThrows(LinkageError.class, waiting::throwFailure));
        assertTrue(tellsThisTest(error), () -> Arrays.toString(error.getStackTrace()));
    }

    private static boolean tellsThisTest(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(SharedFailuresTest.class.getName()));
    }

    @Test
    void CLISRV_4_anErrorFailsTheOneItIsAboutAndTheOthersAreServed() {
        WaitingFuture<String> receives = future(fails, 0);
        WaitingFuture<String> receivesNext = future(this::serves, 0);
        WaitingFuture<String> sends = future(fails, 1);
        WaitingFuture<String> sendsNext = future(this::serves, 1);
        WaitingFuture<String> sendsElsewhere = future(this::serves, 2);
        lobby.enter();
        lobby.waiting().receiver(receives);
        lobby.waiting().receiver(receivesNext);
        lobby.waiting().sender(sends);
        lobby.waiting().sender(sendsNext);
        lobby.waiting().sender(sendsElsewhere);
        lobby.waiting().serve();
        lobby.exit();
        assertSame(error, failureOf(receives));
        assertSame(error, failureOf(sends));
        assertEquals(3, served);
        assertFalse(lobby.waiting().some(), "nobody is left");
    }

    @Test
    void whoGoesOutServesOneThatMeetsAnErrorAndIsOut() {
        WaitingFuture<String> future = future(fails, 0);
        lobby.enter();
        lobby.waiting().receiver(future);
        lobby.exit();
        assertSame(error, failureOf(future));
        inAndOutFromAnotherThread();
    }

    @Test
    void whoComesInHasNothingToDoWithAnErrorOfOthers() {
        lobby.waiting().messagesIf(fails);
        lobby.waiting().receiver(new WaitingThread(() -> false, 0));
        lobby.post(new Mail(() -> {}), false);
        List<String> log = CollectedLog.collect("org.lingmq.socket");
        try {
            lobby.enter();
            assertEquals(1, log.size(), log::toString);
        } finally {
            CollectedLog.stop("org.lingmq.socket");
        }
        lobby.waiting().messagesIf(() -> false);
        lobby.exit();
        inAndOutFromAnotherThread();
    }

    private void inAndOutFromAnotherThread() {
        assertTimeoutPreemptively(SOON, () -> {
            lobby.enter();
            lobby.exit();
        });
    }

    @Test
    void eachOneWhoFailsHasAFailureOfHisOwn() {
        WaitingFuture<String> receives = future(() -> false, 0);
        WaitingFuture<String> sends = future(() -> false, 0);
        WaitingThread thread = new WaitingThread(() -> false, 0);
        lobby.waiting().receiver(receives);
        lobby.waiting().sender(sends);
        lobby.waiting().sender(thread);
        lobby.waiting().failAll(() -> new ZmqException(ErrorCode.ENOTSOCK, "closed"));
        Throwable own = assertThrows(ZmqException.class, thread::throwFailure);
        assertNotSame(failureOf(receives), failureOf(sends));
        assertNotSame(failureOf(sends), own);
        assertTrue(tellsThisTest(own));
        assertFalse(lobby.waiting().some());
        assertFalse(lobby.waiting().sendsTo(0));
    }

    @Test
    void aFutureThatWasGivenUpIsNotTriedAgain() {
        WaitingFuture<String> future = future(this::serves, 0);
        future.obtrudeValue("own");
        assertEquals(List.of(future), withdrawn);
        assertTrue(future.attempt());
        assertEquals(0, served);
        assertEquals("own", future.join());
    }
}
