package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** What holds for the types whose messages have one frame. */
interface SingleFrameContract extends PatternContract {

    /** The type under test. */
    SocketType type();

    /** Sends to a peer that is there. */
    default boolean sendTo(Bench bench, FakePeer peer, String... frames) {
        return bench.send(frames);
    }

    @Test
    default void ZMTP_47_aMessageOfSeveralFramesIsNotSent() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            ZmqException e = assertThrows(ZmqException.class, () -> sendTo(bench, peer, "a", "b"));
            if (!type().canSend()) {
                assertEquals(ErrorCode.ENOTSUP, e.code());
                return;
            }
            assertEquals(ErrorCode.EINVAL, e.code());
            assertTrue(e.getMessage().contains("a " + type() + " socket"), e::toString);
            assertTrue(e.getMessage().contains("serialising"), e::toString);
            assertTrue(sendTo(bench, peer, "whole"));
            assertEquals(List.of("whole"), peer.hearAll());
        }
    }

    @Test
    default void ZMTP_47_aMessageOfSeveralFramesIsRefusedAlsoWithoutPeers() {
        if (type().canSend()) {
            try (Bench bench = bench()) {
                ZmqException e = assertThrows(ZmqException.class, () -> bench.send("a", "b"));
                assertEquals(ErrorCode.EINVAL, e.code());
            }
        }
    }

    @Test
    default void ZMTP_47_aMessageOfSeveralFramesIsDiscardedWholeAndTheNextOneComes() {
        if (!type().canReceive()) {
            return;
        }
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("a", "b").say("one").say("c", "d", "e").say("", "").say("two");
            assertEquals("one", bench.receive());
            assertEquals("two", bench.receive());
            assertNull(bench.receive());
            assertEquals(3, bench.counted(Loss.MULTIPART));
            assertEquals(List.of(), peer.refusals);
            assertEquals(
                    List.of(MonitorEventType.MESSAGES_DROPPED),
                    bench.host.events.stream().distinct().toList());
            assertTrue(bench.host.reasons.get(0).contains(type().name()), bench.host.reasons::toString);
            assertTrue(peer.allTaken());
        }
    }

    @Test
    default void ZMTP_47_aPeerThatLeftSeveralFramesBehindIsForgotten() {
        if (!type().canReceive()) {
            return;
        }
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().say("a", "b").say("last").say("c", "d");
            peer.leave();
            assertEquals("last", bench.receive());
            assertNull(bench.receive());
            assertTrue(peer.pipe.inLeft());
        }
    }
}
