package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** One stream over a connection that takes as long as a test wants. */
class EventStreamTest {
    private final List<String> written = new ArrayList<>();
    private final Queue<Callback> writes = new ArrayDeque<>();
    private final List<String> ends = new ArrayList<>();
    private RuntimeException trouble;
    private final EventStream stream = new EventStream(
            response(),
            Callback.from(() -> ends.add("succeeded"), failure -> ends.add("failed")),
            ended -> ends.add("ended"));

    @Test
    void writesOneAfterTheOther() {
        send("early");
        begin();
        assertEquals(List.of("hello"), written);
        send("two");
        writes.remove().succeeded();
        assertEquals(List.of("hello", "early"), written);
        writes.remove().succeeded();
        assertEquals(List.of("hello", "early", "two"), written);
        writes.remove().succeeded();
        send("three");
        assertEquals(List.of("hello", "early", "two", "three"), written);
        assertEquals(List.of(), ends);
    }

    @Test
    void keepsTheOrderInWhichMessagesWereAdded() {
        begin();
        writes.remove().succeeded();
        stream.add(bytes("one"));
        stream.add(bytes("two"));
        assertEquals(List.of("hello"), written);
        stream.go();
        stream.go();
        assertEquals(List.of("hello", "one"), written);
        writes.remove().succeeded();
        assertEquals(List.of("hello", "one", "two"), written);
        writes.remove().succeeded();
        stream.go();
        assertEquals(List.of("hello", "one", "two"), written);
    }

    @Test
    void letsNoMoreThanSomeWait() {
        begin();
        for (int i = 0; i < EventStream.WAITING_LIMIT; i++) {
            send("" + i);
        }
        assertEquals(List.of(), ends);
        send("one more");
        assertEquals(List.of("ended", "failed"), ends);
        writes.remove().failed(new IOException("wanted"));
        send("later");
        stream.finish();
        assertEquals(List.of("ended", "failed"), ends);
        assertEquals(List.of("hello"), written);
    }

    @Test
    void dropsOneThatReadsNothingFromBeatToBeat() {
        begin();
        beat();
        writes.remove().succeeded();
        beat();
        beat();
        assertEquals(List.of("hello", ":"), written);
        assertEquals(List.of(), ends);
        beat();
        assertEquals(List.of("ended", "failed"), ends);
    }

    @Test
    void countsAWriteAsReading() {
        begin();
        send("one");
        beat();
        writes.remove().succeeded();
        beat();
        writes.remove().succeeded();
        beat();
        assertEquals(List.of("hello", "one", ":"), written);
        assertEquals(List.of(), ends);
    }

    @Test
    void endsWithALastWrite() {
        begin();
        writes.remove().succeeded();
        stream.finish();
        send("later");
        beat();
        assertEquals(List.of("hello", "last"), written);
        assertEquals(List.of(), ends);
        writes.remove().succeeded();
        assertEquals(List.of("ended", "succeeded"), ends);
    }

    @Test
    void doesNotWaitForAWriteWhenItHasToEnd() {
        begin();
        stream.finish();
        assertEquals(List.of("ended", "failed"), ends);
    }

    @Test
    void endsWhenAWriteFails() {
        begin();
        writes.remove().failed(new IOException("wanted"));
        assertEquals(List.of("ended", "failed"), ends);
    }

    @Test
    void endsWhenTheRequestWasCompletedElsewhere() {
        begin();
        writes.remove().succeeded();
        trouble = new IllegalStateException("completed");
        send("one");
        assertEquals(List.of("ended", "failed"), ends);
    }

    @Test
    void endsWhenAWriteIsNotEvenBegun() {
        begin();
        writes.remove().succeeded();
        trouble = new UnsupportedOperationException("wanted");
        beat();
        assertEquals(List.of("ended", "failed"), ends);
    }

    private void begin() {
        stream.begin(bytes("hello"));
    }

    private void send(String text) {
        stream.add(bytes(text));
        stream.go();
    }

    private void beat() {
        stream.beat(bytes(":"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Only writes are asked of it. */
    private Response response() {
        return (Response) Proxy.newProxyInstance(
                Response.class.getClassLoader(), new Class<?>[] {Response.class}, (proxy, method, arguments) -> {
                    assertEquals("write", method.getName());
                    if (trouble != null) {
                        throw trouble;
                    }
                    boolean last = (boolean) arguments[0];
                    written.add(
                            last
                                    ? "last"
                                    : StandardCharsets.UTF_8
                                            .decode((ByteBuffer) arguments[1])
                                            .toString());
                    writes.add(assertInstanceOf(Callback.class, arguments[2]));
                    return null;
                });
    }
}
