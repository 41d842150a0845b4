package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** Options that count at once do so on sockets that are connected already. */
@ExtendWith(NothingLeftBehind.class)
class OptionsTakeEffectTest {

    private final Context context = Context.open();
    private final Socket pub = context.socket(SocketType.PUB).set(Options.SNDHWM, 2);
    private final Socket sub =
            context.socket(SocketType.SUB).set(Options.RCVHWM, 2).set(Options.RCVTIMEO, Transports.PATIENCE);

    @BeforeEach
    void connect() {
        pub.bind("inproc://options");
        sub.subscribe("a").connect("inproc://options");
        Eventually.until(() -> pub.get(Options.TOPICS_COUNT) == 1, () -> "the subscription did not come");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private void send(String text) {
        pub.send(text.getBytes(StandardCharsets.UTF_8));
    }

    private String receive() {
        return new String(sub.receiveBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void INVERT_MATCHING() {
        send("a first");
        assertEquals("a first", receive());
        pub.set(Options.INVERT_MATCHING, true);
        sub.set(Options.INVERT_MATCHING, true);
        send("a second");
        send("b");
        assertEquals("b", receive());
    }

    @Test
    void XPUB_NODROP() {
        pub.set(Options.XPUB_NODROP, true);
        byte[] message = {'a'};
        for (int sent = 0; pub.trySend(message); sent++) {
            assertFalse(sent > 100, "messages were dropped instead of refused");
        }
        assertFalse(pub.canSend());
    }
}
