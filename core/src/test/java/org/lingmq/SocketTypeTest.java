package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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
                        "PUSH-PULL",
                        "CLIENT-SERVER",
                        "SERVER-CLIENT",
                        "RADIO-DISH",
                        "DISH-RADIO",
                        "SCATTER-GATHER",
                        "GATHER-SCATTER",
                        "PEER-PEER",
                        "CHANNEL-CHANNEL")),
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
        List<Integer> numbers =
                Arrays.stream(SocketType.values()).map(SocketType::number).toList();
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18, 19, 20), numbers);
        assertEquals(5, SocketType.DEALER.number());
        assertEquals(8, SocketType.PUSH.number());
        assertEquals(12, SocketType.SERVER.number());
        assertEquals(20, SocketType.CHANNEL.number());
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
        assertEquals(EnumSet.of(SocketType.SUB, SocketType.PULL, SocketType.DISH, SocketType.GATHER), mute);
        assertEquals(EnumSet.of(SocketType.PUB, SocketType.PUSH, SocketType.RADIO, SocketType.SCATTER), deaf);
    }

    @Test
    void draftsBeginWithServerAndAllButDgramAreForManyThreads() {
        for (SocketType type : SocketType.values()) {
            assertEquals(type.number() >= 12, type.isDraft(), type.name());
            assertEquals(type.isDraft() && type != SocketType.DGRAM, type.isThreadSafe(), type.name());
        }
    }
}
