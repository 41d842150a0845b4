package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.Poller;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mailbox;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.CallerDriven.Filled;

/** A polling thread that reads the links of a socket itself; the I/O thread is turned by hand. */
class PolledAttendanceTest {

    private static final long LOOK_IN_NS = 2_000_000;
    private static final List<String> TAKEN_OVER = List.of("give back, interest " + SelectionKey.OP_READ);

    private long nowNs;
    private final IoThread home = new IoThread(() -> nowNs);
    private final EntryGuard entry = new EntryGuard();
    private final Attendance attendance = new Attendance(home, entry, new Waiter());
    private final EntryGuard polling = new EntryGuard();
    private final Waiter waiter = new Waiter();
    private final WaitingPlace place = new WaitingPlace(polling, waiter);
    private final List<CallerDriven> ready = new ArrayList<>();

    PolledAttendanceTest() throws IOException {
        // The selector could not be opened.
    }

    @AfterEach
    void close() throws IOException {
        place.close();
        attendance.close();
        home.selector().close();
    }

    private boolean attend() {
        return attendance.attend(place, ready::add);
    }

    private void turn() {
        for (int i = 0; i < 3; i++) {
            home.runOnce(0);
        }
    }

    private void lookIn() {
        nowNs += LOOK_IN_NS;
        turn();
    }

    @Test
    void theLinksOfAllSocketsAreFoundByOneLookAndEachIsReadUnderItsEntry() throws IOException {
        Attendance other = new Attendance(home, new EntryGuard(), new Waiter());
        List<CallerDriven> othersReady = new ArrayList<>();
        try (PlayedLink link = new PlayedLink(Filled.OPEN);
                PlayedLink far = new PlayedLink()) {
            attendance.add(link);
            other.add(far);
            assertTrue(attend());
            assertTrue(other.attend(place, othersReady::add));
            place.look();
            assertEquals(List.of(link), ready);
            assertEquals(List.of(far), othersReady);
            attendance.look(ready);
            assertEquals(List.of("drive", "fill"), link.asked());
            assertEquals(List.of("drive"), far.asked());
            assertEquals(List.of(), ready);
        }
    }

    @Test
    void aLinkThatCameToAnEndBeforeItsTurnIsNotRead() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attend();
            place.look();
            attendance.remove(link);
            attendance.look(ready);
            assertEquals(List.of("drive", TAKEN_OVER.get(0)), link.asked());
        }
    }

    @Test
    void aLinkWithoutCreditWakesNobodyUntilItsSocketIsLookedAtAgain() throws IOException {
        try (PlayedLink link = new PlayedLink(Filled.STALLED, Filled.OPEN)) {
            attendance.add(link);
            attend();
            place.look();
            attendance.look(ready);
            attendance.leaveStalled();
            assertEquals(List.of("drive", "fill", "give back, interest 0"), link.asked());
            place.look();
            assertEquals(List.of(), ready);
            attendance.leaveStalled();
            assertEquals(List.of(), link.asked(), "it is left already");
            assertTrue(attend());
            attendance.look(ready);
            assertEquals(List.of("drive", "fill"), link.asked());
            place.look();
            assertEquals(List.of(link), ready);
        }
    }

    @Test
    void aLinkWithoutCreditIsWatchedAgainAlsoWhenTheIoThreadHasTakenOverMeanwhile() throws IOException {
        try (PlayedLink link = new PlayedLink(Filled.STALLED)) {
            attendance.add(link);
            attend();
            place.look();
            attendance.look(ready);
            attendance.leaveStalled();
            attendance.leave();
            assertTrue(attend());
            assertEquals(SelectionKey.OP_READ, link.key().interestOps());
        }
    }

    @Test
    void theIoThreadTakesOverFromAPollerThatStaysAwayAndNotFromOneThatPollsOrSleeps() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attend();
            turn();
            link.asked();
            lookIn();
            for (int polls = 0; polls < 5; polls++) {
                place.visit();
                lookIn();
            }
            waiter.prepare(place.inUse());
            for (int looks = 0; looks < 50; looks++) {
                lookIn();
            }
            assertEquals(List.of(), link.asked());
            place.sleep(0);
            turn();
            lookIn();
            assertEquals(List.of(), link.asked(), "looking in begins anew");
            lookIn();
            assertEquals(TAKEN_OVER, link.asked());
            assertFalse(attendance.attendedAt(place));
            assertEquals(0, home.runOnce(0), "nothing is left to look in on");
        }
    }

    @Test
    void whoeverIsInsideTheSocketIsNotTakenOverFromUntilHeLeaves() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attend();
            turn();
            link.asked();
            entry.enter();
            for (int looks = 0; looks < 3; looks++) {
                lookIn();
            }
            assertEquals(List.of(), link.asked());
            entry.exit();
            lookIn();
            assertEquals(TAKEN_OVER, link.asked());
        }
    }

    @Test
    void theLinksMoveToWhereverTheyAreWaitedForAndBack() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            for (int rounds = 0; rounds < 3; rounds++) {
                assertTrue(attend());
                SelectionKey polled = link.key();
                assertNotNull(attendance.attend());
                assertFalse(polled.isValid());
                assertTrue(attendance.attended());
                place.look();
                assertEquals(List.of(), ready);
            }
            assertTrue(attend());
            assertFalse(attendance.attended());
            place.look();
            assertEquals(List.of(link), ready);
        }
    }

    @Test
    void aSocketThatIsPolledGivesItsOwnSelectorBack() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            var own = attendance.attend();
            attend();
            attendance.visit();
            turn();
            nowNs += 1_000_000_000;
            turn();
            assertFalse(own.isOpen());
            assertTrue(attendance.attendedAt(place));
        }
    }

    @Test
    void onlyALookThatFindsNothingLeavesALinkWithoutCreditToTheIoThread() throws IOException {
        Lobby lobby = new Lobby("polled", home, () -> false, 0);
        PolledSocket polled = new PolledSocket(null, place, new Mailbox(), socket -> {});
        polled.want(Poller.IN);
        try (PlayedLink link =
                new PlayedLink(Collections.nCopies(9, Filled.STALLED).toArray(Filled[]::new))) {
            lobby.attendance().add(link);
            for (boolean found : new boolean[] {true, false}) {
                lobby.enter();
                lobby.lookedAtBy(polled);
                place.look();
                lobby.lookedAtBy(polled);
                link.asked();
                lobby.exitLook(found);
                assertEquals(found ? List.of() : List.of("give back, interest 0"), link.asked());
            }
        }
    }

    @Test
    void aSocketThatIsNotWatchedForMessagesIsTheIoThreads() throws IOException {
        PolledSocket polled = new PolledSocket(null, place, new Mailbox(), socket -> {});
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            polled.want(Poller.IN | Poller.OUT);
            polled.read(attendance);
            assertTrue(attendance.attendedAt(place));
            polled.want(Poller.OUT);
            polled.read(attendance);
            assertFalse(attendance.attendedAt(place));
            assertFalse(link.key().isValid());
        }
    }

    @Test
    void aSleepingPollerIsWokenToLetGoOfALinkThatIsOver() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attend();
            polling.enter();
            waiter.prepare(place.inUse());
            attendance.remove(link);
            turn();
            assertFalse(waiter.waiting());
            waiter.cancel();
            polling.exit();
            place.look();
            assertNull(place.inUse());
        }
    }

    @Test
    void whileNobodyPollsTheIoThreadLetsGoOfALinkThatIsOver() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attend();
            polling.enter();
            attendance.remove(link);
            turn();
            assertNotNull(place.inUse(), "the poller is at work");
            polling.exit();
            nowNs += 1_000_000;
            turn();
            assertNull(place.inUse());
        }
    }
}
