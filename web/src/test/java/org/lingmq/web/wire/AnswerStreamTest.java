package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStreamTest {
    private static final int ROUNDS = 20_000;

    private final Attributes attributes = new Attributes.Mapped();
    private Callback sending;
    private Callback cancelled;

    private final Request request = proxy(Request.class);
    private final HttpStream below = proxy(HttpStream.class);

    /** Keeps what it is told; all else does nothing. */
    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "setAttribute" -> {
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
    void whatFailsTwiceWasNotSentOnce() throws Exception {
        IOException failure = new IOException("on purpose");
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                AnswerStream stream = new AnswerStream(below, request, null, null);
                stream.send(null, null, true, ByteBuffer.allocate(10), Callback.NOOP);
                stream.cancelSend(failure, Callback.NOOP);
                List<Future<?>> both =
                        List.of(threads.submit(failing(start, sending)), threads.submit(failing(start, cancelled)));
                for (Future<?> each : both) {
                    each.get();
                }
                assertEquals(0L, attributes.getAttribute(AnswerStream.SENT), "round " + i);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Runnable failing(CyclicBarrier start, Callback callback) {
        return () -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            callback.failed(new IOException("on purpose"));
        };
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
