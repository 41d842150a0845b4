package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.NothingLeftBehind;

/** The calls that spare a user the making of messages. */
@ExtendWith(NothingLeftBehind.class)
class ShortCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    @Test
    void severalTextsAreOneMessage() {
        try (Socket pull = context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind("inproc://texts"));
            assertTrue(push.send("topic", "größe"));
            assertTrue(push.send("a", "", "b", "c"));
            assertEquals(List.of("topic", "größe"), pull.receive().texts());
            assertEquals(List.of("a", "", "b", "c"), pull.receive().texts());
            assertNull(pull.tryReceive());
        }
    }

    @Test
    void textsHaveTimeOutsOfTheirOwn() {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            assertFalse(push.send("nobody is there", Duration.ofMillis(1)));
            assertNull(pull.receiveText(Duration.ofMillis(1)));
            push.connect(pull.bind("inproc://in-time"));
            assertTrue(push.send("in time", PATIENCE));
            assertEquals("in time", pull.receiveText(PATIENCE));
        }
    }

    @Test
    void subscribingReturnsTheSocket() {
        try (Socket sub = context.socket(SocketType.SUB)) {
            assertSame(
                    sub,
                    sub.subscribe("a").unsubscribe("a").subscribe(new byte[1]).unsubscribe(new byte[1]));
            assertEquals(0, sub.get(Options.TOPICS_COUNT));
        }
    }
}
