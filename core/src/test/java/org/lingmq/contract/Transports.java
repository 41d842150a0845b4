package org.lingmq.contract;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** What every suite of a transport needs: endpoints, and sockets that do not wait for ever. */
public interface Transports {
    Duration PATIENCE = Duration.ofSeconds(60);

    /** What bind takes for an address nobody has yet. */
    String anywhere();

    /** An endpoint that nobody is bound to, the same for bind and connect; another one at each call. */
    String nowhere();

    default Socket push(Context context) {
        return context.socket(SocketType.PUSH).set(Options.SNDTIMEO, PATIENCE);
    }

    default Socket pull(Context context) {
        return context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE);
    }

    /** Sends texts that count up from {@code first}. */
    static void sendNumbers(Socket socket, int first, int count) {
        for (int i = first; i < first + count; i++) {
            assertTrue(socket.send("m" + i), "number " + i + " could not be sent");
        }
    }

    /** Receives exactly the texts that {@link #sendNumbers} sends. */
    static void receiveNumbers(Socket socket, int first, int count) {
        for (int i = first; i < first + count; i++) {
            String text = socket.receiveText();
            assertTrue(("m" + i).equals(text), "instead of number " + i + " came " + text);
        }
    }

    static List<String> receiveTexts(Socket socket, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = socket.receive();
            assertNotNull(message, "only " + texts);
            texts.add(message.text());
        }
        return texts;
    }

    static void awaitPeers(Socket socket, int count) {
        Eventually.until(
                () -> socket.peers().size() == count, () -> socket.peers().size() + " peers instead of " + count);
    }
}
