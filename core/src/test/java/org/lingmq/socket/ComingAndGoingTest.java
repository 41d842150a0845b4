package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** Many peers that come and go at the same time: each one is greeted for, heard and missed, once and in order. */
@ExtendWith(NothingLeftBehind.class)
class ComingAndGoingTest {

    private static final int THREADS = 4;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void live(Context context, String endpoint, String name) {
        try (Socket peer = context.socket(SocketType.DEALER)
                .set(Options.ROUTING_ID, bytes(name))
                .set(Options.HELLO_MSG, bytes("hello"))) {
            peer.connect(endpoint);
            peer.send("m");
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:*, 100", "ipc://*, 100", "inproc://coming, 500"})
    void TS_1_eachPeerIsHeardFromItsGreetingToItsEnd(String wildcard, int lives) {
        try (Context context = Context.open();
                Socket router = context.socket(SocketType.ROUTER)
                        .set(Options.RCVTIMEO, Transports.PATIENCE)
                        .set(Options.DISCONNECT_MSG, bytes("bye"))) {
            String endpoint = router.bind(wildcard);
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String thread = "t" + i + "-";
                threads.add(CompletableFuture.runAsync(() -> {
                    for (int life = 0; life < lives; life++) {
                        live(context, endpoint, thread + life);
                    }
                }));
            }
            Map<String, List<String>> heard = new HashMap<>();
            for (int i = 0; i < 3 * THREADS * lives; i++) {
                Message message = router.receive();
                assertNotNull(message, () -> "nothing came behind " + heard);
                heard.computeIfAbsent(message.text(0), id -> new ArrayList<>()).add(message.text(1));
            }
            threads.forEach(CompletableFuture::join);
            assertEquals(THREADS * lives, heard.size());
            heard.forEach((id, texts) -> assertEquals(List.of("hello", "m", "bye"), texts, id));
            assertNull(router.receive(Duration.ZERO));
        }
    }
}
