package org.lingmq.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The words of one link and the small places between two threads, used by one. */
final class CustodyTest {

    @Test
    void linkThatIsDownIsHeldInBothDirections() {
        assertFalse(new TxCustody().tryHold());
        assertFalse(new TxCustody().acquire());
        assertFalse(new RxCustody().tryHold());
    }

    @Test
    void holderThatWasToldDuringItsRoundDoesAnother() {
        TxCustody tx = new TxCustody();
        tx.beginRound();
        assertFalse(tx.acquire(), "held");
        assertFalse(tx.release(), "somebody published");
        tx.beginRound();
        assertTrue(tx.release());
        assertTrue(tx.acquire());
        tx.beginRound();
        assertTrue(tx.release());
        assertTrue(tx.tryHold());
        assertFalse(tx.tryHold());
    }

    @Test
    void readerTakesTurns() {
        RxCustody rx = new RxCustody();
        rx.release();
        assertTrue(rx.tryHold());
        assertFalse(rx.tryHold());
        rx.release();
        assertTrue(rx.tryHold());
    }

    @Test
    void flagIsRaisedAndLoweredByOneOfMany() {
        Flag flag = new Flag();
        assertFalse(flag.isUp());
        assertTrue(flag.tryRaise());
        assertFalse(flag.tryRaise());
        assertTrue(flag.isUp());
        assertTrue(flag.tryLower());
        assertFalse(flag.tryLower());
        flag.raise();
        assertFalse(flag.tryRaise());
        flag.lower();
        assertFalse(flag.tryLower());
    }

    @Test
    void slotKeepsTheNewest() {
        Slot<String> slot = new Slot<>();
        assertFalse(slot.filled());
        assertNull(slot.take());
        slot.put("old");
        slot.put("new");
        assertTrue(slot.filled());
        assertEquals("new", slot.look());
        assertEquals("new", slot.take());
        assertNull(slot.look());
    }
}
