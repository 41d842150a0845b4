package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** A peer that dies has said something before; that we find it dead when we answer costs none of that. */
class LastWordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 20;
    private static final int MESSAGES = 100;

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*"})
    void whatAPeerSaidBeforeItDiedIsReadWhenWritingFindsItDead(String wildcard) {
        for (int round = 0; round < ROUNDS; round++) {
            try (Context context = Context.open();
                    Socket pair = context.socket(SocketType.PAIR)) {
                ScriptedPeer peer = ScriptedPeer.connect(pair.bind(wildcard)).handshake("PAIR");
                // From now on for a moment this thread is the one that reads the link.
                assertNull(pair.receive(Duration.ofMillis(20)));
                peer.send("00 01 \"w\" ".repeat(MESSAGES)).close();
                // Over tcp the first one is answered by a reset.
                pair.trySend("a");
                pair.trySend("b");
                pair.trySend("c");
                for (int i = 0; i < MESSAGES; i++) {
                    Message message = pair.receive(PATIENCE);
                    assertNotNull(message, i + " of " + MESSAGES + " messages came");
                    assertEquals("w", message.text());
                }
            }
        }
    }
}
