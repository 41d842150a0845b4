package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of events that threads seldom bring about. */
class ConnectionPhaseTest {
    private static final long DEADLINE = 1000;

    private final AtomicLong nanos = new AtomicLong(-5000);
    private final ConnectionPhase phase = new ConnectionPhase(nanos::get);

    private void fill(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        phase.filled(bytes, text.length());
    }

    private void requestAndAnswer() {
        fill("GET / HTTP/1.1\r\n\r\n");
        phase.arrived(-1);
        assertTrue(phase.answered(true));
    }

    private ConnectionPhase.Verdict after(long passed) {
        nanos.addAndGet(passed);
        return phase.expired(DEADLINE);
    }

    @Test
    void theFirstHeadIsDueSinceTheAccept() {
        assertEquals(ConnectionPhase.Verdict.STAYS, after(DEADLINE - 10));
        fill("G");
        assertEquals(ConnectionPhase.Verdict.LATE, after(10));
        assertEquals(ConnectionPhase.Verdict.STAYS, after(DEADLINE));
    }

    @Test
    void aLaterHeadIsDueSinceItsFirstByte() {
        requestAndAnswer();
        assertEquals(ConnectionPhase.Verdict.STAYS, after(10 * DEADLINE));
        fill("G");
        assertEquals(ConnectionPhase.Verdict.STAYS, after(DEADLINE - 10));
        fill("E");
        assertEquals(ConnectionPhase.Verdict.LATE, after(18));
        assertEquals(DEADLINE + 8, phase.headNanos(), 8);
    }

    @Test
    void theLastAnswerIsFollowedByAClose() {
        fill("GET / HTTP/1.1\r\n\r\n");
        phase.arrived(-1);
        assertTrue(phase.answered(false));
        fill("G");
        assertEquals(ConnectionPhase.Verdict.STAYS, after(DEADLINE - 10));
        assertEquals(ConnectionPhase.Verdict.LINGERS, after(18));
        assertFalse(phase.closed());
    }

    @Test
    void aRequestThatArrivesTooLateIsNotLogged() {
        assertEquals(ConnectionPhase.Verdict.LATE, after(DEADLINE));
        phase.arrived(-1);
        assertFalse(phase.answered(true));
        assertFalse(phase.closed());
    }

    @Test
    void aRequestWhoseConnectionClosesIsLogged() {
        fill("GET / HTTP/1.1\r\n\r\n");
        phase.arrived(-1);
        assertFalse(phase.closed());
        assertTrue(phase.answered(true));
        assertFalse(phase.closed());
    }

    @Test
    void aMalformedHeadIsLoggedUnlessItWasAlready() {
        assertTrue(phase.answered(true));
        assertFalse(phase.closed());

        ConnectionPhase other = new ConnectionPhase(nanos::get);
        assertTrue(other.closed());
        assertFalse(other.answered(true));
    }

    @Test
    void aHeadIsClaimedOnce() {
        assertTrue(phase.claimHead());
        assertFalse(phase.claimHead());
        assertFalse(phase.closed());
    }

    @Test
    void aFailedAnswerIsTheLast() {
        fill("GET / HTTP/1.1\r\n\r\nGET");
        phase.arrived(-1);
        assertTrue(phase.answered(true));
        phase.doomed();
        assertFalse(phase.claimHead());
        assertFalse(phase.closed());
    }

    @Test
    void http2IsNeverLateAfterItsFirstRequest() {
        assertTrue(phase.multiplexed());
        assertEquals(ConnectionPhase.Verdict.STAYS, after(10 * DEADLINE));
        assertFalse(phase.closed());
        assertTrue(phase.multiplexed());
    }

    @Test
    void http2IsNotLoggedTwice() {
        assertTrue(phase.closed());
        assertFalse(phase.multiplexed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "\r\n", "GET / HTTP/1.1\r\n"})
    void whatFollowsABody(String more) {
        String body = "0123456789";
        byte[] bytes = ("HEAD" + body + more).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, 7);
        phase.filled(buffer, 7);
        buffer.position(4);
        phase.arrived(body.length());
        buffer.limit(bytes.length);
        phase.filled(buffer, bytes.length - 7);
        assertTrue(phase.answered(true));
        assertEquals(
                more.isEmpty() ? ConnectionPhase.Verdict.STAYS : ConnectionPhase.Verdict.LATE, after(DEADLINE + 8));
    }
}
