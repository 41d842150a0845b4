package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The conveniences that {@link Socket} itself brings, over a scripted socket. */
class SocketDefaultsTest {
    private final Queue<Message> incoming = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();

    /** Receives from {@code incoming}, null when that is empty, and notes all other calls. */
    private final Socket socket = (Socket) Proxy.newProxyInstance(
            Socket.class.getClassLoader(), new Class<?>[] {Socket.class}, (proxy, method, args) -> {
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, args);
                }
                if (method.getName().equals("receive")) {
                    return incoming.poll();
                }
                calls.add(method.getName() + " " + new String((byte[]) args[0], StandardCharsets.UTF_8));
                return method.getReturnType() == boolean.class ? true : null;
            });

    @Test
    void textGoesOutAsUtf8() {
        assertTrue(socket.send("grüße"));
        assertTrue(socket.trySend("b"));
        socket.subscribe("c");
        socket.unsubscribe("");
        assertEquals(List.of("send grüße", "trySend b", "subscribe c", "unsubscribe "), calls);
    }

    @Test
    void receiveTextAndBytesTakeTheFirstFrame() {
        incoming.add(Message.of("a", "more"));
        incoming.add(Message.of("b", "more"));
        assertEquals("a", socket.receiveText());
        assertArrayEquals(new byte[] {'b'}, socket.receiveBytes());
        assertNull(socket.receiveText());
        assertNull(socket.receiveBytes());
    }

    @Test
    void iterationEndsWhenNoMessageCame() {
        incoming.addAll(List.of(Message.of("a"), Message.of("b")));
        List<String> texts = new ArrayList<>();
        for (Message message : socket) {
            texts.add(message.text());
        }
        assertEquals(List.of("a", "b"), texts);
    }

    @Test
    void iterationDoesNotLoseAMessageThatItLookedAt() {
        incoming.addAll(List.of(Message.of("a"), Message.of("b")));
        Iterator<Message> messages = socket.iterator();
        assertTrue(messages.hasNext());
        assertTrue(messages.hasNext());
        assertEquals("a", messages.next().text());
        assertEquals("b", messages.next().text());
        assertThrows(NoSuchElementException.class, messages::next);
        incoming.add(Message.of("late"));
        assertFalse(messages.hasNext());
    }

    @Test
    void streamDeliversInOrder() {
        incoming.addAll(List.of(Message.of("a"), Message.of("b"), Message.of("c")));
        assertEquals(List.of("a", "b", "c"), socket.stream().map(Message::text).toList());
    }
}
