package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStreamTest {
    private static final IOException FAILURE = new IOException("on purpose");

    private final Attributes attributes = new Attributes.Mapped();
    private Callback sending;
    private Callback cancelled;
    /** Runs while the bytes are noted. */
    private volatile Runnable within = () -> {};

    private final Request request = proxy(Request.class);
    private final HttpStream below = proxy(HttpStream.class);

    /** Keeps what it is told; all else does nothing. */
    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "setAttribute" -> {
                            within.run();
                            return attributes.setAttribute((String) arguments[0], arguments[1]);
                        }
                        case "send" -> sending = (Callback) arguments[4];
                        case "cancelSend" -> cancelled = (Callback) arguments[1];
                        default -> {}
                    }
                    return null;
                }));
    }

    @Test
    void whatFailsTwiceIsTakenBackOnce() throws Exception {
        AnswerStream stream = new AnswerStream(below, request, null, null);
        stream.send(null, null, true, ByteBuffer.allocate(10), Callback.NOOP);
        stream.cancelSend(FAILURE, Callback.NOOP);
        Thread other = new Thread(() -> cancelled.failed(FAILURE), "other");
        within = () -> {
            within = () -> {};
            other.start();
            Lines.until("the other thread", () -> waits(other) || !other.isAlive());
            assertTrue(waits(other), "two threads at once take back what was not sent");
        };
        sending.failed(FAILURE);
        other.join();
        assertEquals(0L, attributes.getAttribute(AnswerStream.SENT));
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsCountedForNoLog(boolean logged) throws Exception {
        try (WireServer server = new WireServer(60_000, logged ? LogFormat.CLF : null, null, false);
                Socket client = server.connect()) {
            WireServer.send(client, WireServer.GET_A.replace("/a", "/stream"));
            String answer = WireServer.readTo(client, "]");
            assertEquals(logged, answer.endsWith("[AnswerStream]"), answer);
        }
    }
}
