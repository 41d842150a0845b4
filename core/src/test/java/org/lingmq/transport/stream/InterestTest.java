package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lingmq.transport.CallerDriven.Filled;

/** What a caller that reads a link leaves to others. */
final class InterestTest {

    private final Interest interest = new Interest();

    @Test
    void whoWasToReadOnAndFoundAnotherAtItSaysSo() {
        assertFalse(interest.callerMissed(Filled.STALLED));
        assertTrue(interest.callerComesBack, "credit tells nobody meanwhile");
        assertTrue(interest.callerMissed(Filled.BUSY));
        assertFalse(interest.callerComesBack);
        assertFalse(interest.callerMissed(Filled.BUSY), "said once");
    }

    @Test
    void whoReadOnMissedNothing() {
        assertFalse(interest.callerMissed(Filled.BUSY));
        assertFalse(interest.callerMissed(Filled.STALLED));
        assertFalse(interest.callerMissed(Filled.OPEN));
        assertFalse(interest.callerMissed(Filled.BUSY));
    }
}
