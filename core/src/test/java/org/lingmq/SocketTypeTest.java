package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SocketTypeTest {
    @Test
    void legalPairsAreThoseOfTheRfcs() {
        Set<String> legal = new TreeSet<>();
        for (SocketType one : SocketType.values()) {
            for (SocketType other : SocketType.values()) {
                if (one.accepts(other)) {
                    legal.add(one + "-" + other);
                }
            }
        }
        assertEquals(
                new TreeSet<>(Set.of(
                        "PAIR-PAIR",
                        "PUB-SUB",
                        "SUB-PUB",
                        "REQ-REP",
                        "REP-REQ",
                        "REQ-ROUTER",
                        "ROUTER-REQ",
                        "REP-DEALER",
                        "DEALER-REP",
                        "DEALER-DEALER",
                        "DEALER-ROUTER",
                        "ROUTER-DEALER",
                        "ROUTER-ROUTER",
                        "PULL-PUSH",
                        "PUSH-PULL")),
                legal);
    }

    @Test
    void peersOfOtherImplementationsAreKnownByName() {
        assertTrue(SocketType.SUB.acceptsWireName("XPUB"));
        assertTrue(SocketType.PUB.acceptsWireName("XSUB"));
        assertFalse(SocketType.PUB.acceptsWireName("XPUB"));
        assertFalse(SocketType.SUB.acceptsWireName("XSUB"));
        assertFalse(SocketType.SUB.acceptsWireName("pub"));
        assertFalse(SocketType.SUB.acceptsWireName(""));
        assertFalse(SocketType.SUB.acceptsWireName(null));
    }

    @Test
    void numbersAreLibzmqs() {
        SocketType[] types = SocketType.values();
        for (int number = 0; number < types.length; number++) {
            assertEquals(number, types[number].number());
        }
        assertEquals(5, SocketType.DEALER.number());
        assertEquals(8, SocketType.PUSH.number());
    }

    @Test
    void wireNamesLeadBack() {
        for (SocketType type : SocketType.values()) {
            assertSame(type, SocketType.ofWireName(type.wireName()));
        }
        assertEquals("ROUTER", SocketType.ROUTER.wireName());
        assertNull(SocketType.ofWireName("XPUB"));
        assertNull(SocketType.ofWireName("router"));
        assertNull(SocketType.ofWireName(null));
    }

    @Test
    void oldNamesAreAliases() {
        assertSame(SocketType.DEALER, SocketType.XREQ);
        assertSame(SocketType.ROUTER, SocketType.XREP);
    }

    @Test
    void onlyOneWayTypesLackADirection() {
        EnumSet<SocketType> mute = EnumSet.noneOf(SocketType.class);
        EnumSet<SocketType> deaf = EnumSet.noneOf(SocketType.class);
        for (SocketType type : SocketType.values()) {
            if (!type.canSend()) {
                mute.add(type);
            }
            if (!type.canReceive()) {
                deaf.add(type);
            }
        }
        assertEquals(EnumSet.of(SocketType.SUB, SocketType.PULL), mute);
        assertEquals(EnumSet.of(SocketType.PUB, SocketType.PUSH), deaf);
    }
}
