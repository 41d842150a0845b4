package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.io.Clock;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.io.Waiter;

/** When a caller looks before it sleeps. */
class SpinTest {

    private static final long SHORT_NS = 50_000;
    private static final long LONG_NS = 1_000_000;
    private static final int FIRST = 8;

    private final IoThread home = new IoThread(Clock.SYSTEM);
    private final Lobby lobby = new Lobby("spinning", home, () -> false, 0);
    private final WaitingPlace place = lobby.attendance().own();
    private final Waiter waiter = place.waiter();
    private final Spin spin = spin(1);

    SpinTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        home.selector().close();
    }

    private Spin spin(long momentNs) {
        return new Spin(place, lobby.attendance()::look, lobby::somethingToDo, momentNs);
    }

    private void sleep(int times, long tookNs) {
        for (int i = 0; i < times; i++) {
            spin.slept(tookNs);
        }
    }

    /** Whether it looks, and so finds that there is mail. */
    private boolean findsMail() {
        lobby.post(new Mail(() -> {}), false);
        boolean found = spin.finds(false, -1);
        lobby.handleMail();
        return found;
    }

    @Test
    void looksAfterEnoughShortWaits() {
        assertFalse(findsMail());
        sleep(FIRST - 1, SHORT_NS);
        assertFalse(findsMail());
        sleep(1, SHORT_NS);
        assertTrue(findsMail());
        assertTrue(findsMail());
    }

    @Test
    void aLongWaitTakesBackWhatAShortOneGave() {
        sleep(FIRST - 1, SHORT_NS);
        sleep(2, LONG_NS);
        sleep(2, SHORT_NS);
        assertFalse(findsMail());
        sleep(1, SHORT_NS);
        assertTrue(findsMail());
    }

    @Test
    void inVainThreeTimesIsEnoughAndTheNextTryIsLater() {
        sleep(FIRST, SHORT_NS);
        for (int i = 0; i < 3; i++) {
            assertFalse(spin.finds(false, -1));
        }
        assertFalse(findsMail());
        sleep(2 * FIRST - 1, SHORT_NS);
        assertFalse(findsMail());
        sleep(1, SHORT_NS);
        assertTrue(findsMail());
    }

    @Test
    void doesNotLookWhereMuchComesAtATime() {
        sleep(FIRST, SHORT_NS);
        for (int i = 0; i < 5; i++) {
            lobby.attendance().visit();
        }
        assertFalse(findsMail());
        lobby.attendance().visit();
        assertTrue(findsMail());
    }

    @Test
    void aMomentOfNothingIsNever() {
        Spin never = spin(0);
        for (int i = 0; i < FIRST; i++) {
            never.slept(SHORT_NS);
        }
        lobby.post(new Mail(() -> {}), false);
        assertFalse(never.finds(false, -1));
    }

    @Test
    void whoLooksNeedsNotBeWokenAndTakesWhatIsPosted() {
        waiter.spin();
        assertFalse(waiter.waiting());
        assertTrue(waiter.ring());
        waiter.cancel();
        assertFalse(waiter.ring());
    }

    @Test
    void aCallNeverLooksLongerThanItsTime() {
        Spin patient = spin(Long.MAX_VALUE / 4);
        for (int i = 0; i < FIRST; i++) {
            patient.slept(SHORT_NS);
        }
        assertFalse(patient.finds(false, 1));
        assertEquals(0, lobby.attendance().own().visits());
    }

    @Test
    void whatItLookedIsNoLongerLeftToSleep() {
        assertEquals(1_000_000, spin.leftNs(1_000_000));
        sleep(FIRST, SHORT_NS);
        assertFalse(spin.finds(false, 1_000_000));
        assertTrue(spin.leftNs(1_000_000) < 1_000_000);
        assertEquals(-1, spin.leftNs(-1));
        lobby.attendance().own().visit();
        assertTrue(findsMail());
        assertEquals(1_000_000, spin.leftNs(1_000_000));
    }
}
