package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Peers that begin a message and leave, again and again. */
@Tag("cve")
@ExtendWith(NothingLeftBehind.class)
class LostMultipartTest {
    private static final int ROUND = 400;

    @Test
    void T_LK1_halfAMessageIsNeitherSeenNorKept() {
        byte[] words = Octets.of(ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH")
                + " 01 10 41x16 03 00x6 0800 42x2048 01 00 02 00x6 0800 43x1000");
        try (LivePull pull = new LivePull()) {
            comeAndGo(pull, words);
            long before = Heap.usedBytes();
            comeAndGo(pull, words);
            comeAndGo(pull, words);
            long grown = Heap.usedBytes() - before;
            assertTrue(grown < 1 << 20, grown + " bytes after " + 2 * ROUND + " visits");
            pull.assertServes(1_000);
        }
    }

    private static void comeAndGo(LivePull pull, byte[] words) {
        for (int i = 0; i < ROUND; i++) {
            ScriptedPeer peer = pull.connect();
            peer.send(words);
            if (i % 2 == 0) {
                peer.hearGreeting();
                peer.hearFrame();
            }
            peer.reset();
        }
        pull.assertServes(10);
        Eventually.until(() -> pull.socket.peers().isEmpty(), () -> "left are " + pull.socket.peers());
        assertNull(pull.socket.tryReceive());
        pull.events.rest();
    }
}
