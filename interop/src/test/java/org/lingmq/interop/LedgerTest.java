package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The soak's books: what they let pass, and what they do not. */
class LedgerTest {
    private final Ledger ledger = new Ledger(true);

    /** Two connections: numbers 0 to 99 left for the first one, the rest goes over the second. */
    private void twoConnections() {
        ledger.begin(0);
        ledger.arrived(0, 49);
        ledger.end(100);
        ledger.begin(100);
    }

    @Test
    void whatIsMissingAtTheEndOfAConnectionWasCutOff() {
        twoConnections();
        ledger.arrived(100);
        ledger.arrived(50, 59);
        ledger.arrived(101, 119);
        ledger.end(120);
        assertNull(ledger.problem());
        assertEquals(80, ledger.count());
        assertEquals(40, ledger.cutOff());
        assertEquals(80, ledger.mostBytesCutOff(number -> 2));
        assertEquals(120, ledger.next());
    }

    @Test
    void aRunMayGoOnFromOneConnectionToTheNext() {
        twoConnections();
        ledger.arrived(50, 104);
        ledger.end(105);
        assertNull(ledger.problem());
        assertEquals(0, ledger.cutOff());
    }

    @Test
    void aNumberThatIsLeftOutInTheMiddleIsAProblem() {
        twoConnections();
        ledger.arrived(51);
        assertNotNull(ledger.problem());
    }

    @Test
    void aConnectionThatDoesNotBeginWithWhatHadNotLeftIsAProblem() {
        twoConnections();
        ledger.arrived(101);
        assertNotNull(ledger.problem());
    }

    @Test
    void aNumberThatComesTwiceIsAProblem() {
        twoConnections();
        ledger.arrived(49);
        assertNotNull(ledger.problem());
    }

    @Test
    void aNumberThatHadNotLeftIsAProblem() {
        ledger.begin(0);
        ledger.arrived(0, 10);
        ledger.end(10);
        assertNotNull(ledger.problem());
    }

    @Test
    void withGapsAllowedNumbersStillComeInOrder() {
        Ledger gappy = new Ledger(false);
        gappy.begin(0);
        gappy.arrived(5, 9);
        gappy.arrived(20);
        assertNull(gappy.problem());
        assertEquals(2, gappy.gaps());
        gappy.arrived(15);
        assertNotNull(gappy.problem());
    }

    @Test
    void aResultAddsUpOrIsAProblem() {
        assertNull(new Soak.Result("", 10, 7, 1, Map.of("cut off", 2L, "unheard", 1L), null).verdict());
        assertNotNull(new Soak.Result("", 10, 7, 1, Map.of("cut off", 2L), null).verdict());
        assertNotNull(new Soak.Result("", 10, 11, 1, Map.of("cut off", -1L), null).verdict());
        assertNotNull(new Soak.Result("", 0, 0, 0, Map.of(), null).verdict());
    }
}
