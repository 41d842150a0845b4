package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MessageBuilder;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** Whatever the bodies are, they arrive as they were sent. */
@ExtendWith(NothingLeftBehind.class)
class UnchangedTest {
    private final Context context = Context.open();
    private final List<Message> messages = messages(new Random(7));

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    /** One frame or several, empty ones first, last and in between, of all lengths that the wire tells apart. */
    private static List<Message> messages(Random random) {
        return IntStream.range(0, 200)
                .mapToObj(i -> {
                    MessageBuilder message = Message.builder();
                    for (int frames = 1 + random.nextInt(5); frames > 0; frames--) {
                        byte[] frame = new byte[random.nextBoolean() ? 0 : random.nextInt(600)];
                        random.nextBytes(frame);
                        message.add(frame);
                    }
                    return message.build();
                })
                .toList();
    }

    private Socket socket(SocketType type) {
        return context.socket(type)
                .set(Options.RCVTIMEO, Transports.PATIENCE)
                .set(Options.SNDTIMEO, Transports.PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://bodies"})
    void REQREP_11_requestsAndRepliesKeepTheirBody(String endpoint) {
        try (Socket rep = socket(SocketType.REP);
                Socket req = socket(SocketType.REQ)) {
            req.connect(rep.bind(endpoint));
            for (Message message : messages) {
                assertTrue(req.send(message));
                Message request = rep.receive();
                assertEquals(message, request);
                assertTrue(rep.send(request));
                assertEquals(message, req.receive());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://bodies"})
    void PUBSUB_4_publishedMessagesStayAsTheyAre(String endpoint) {
        try (Socket pub = socket(SocketType.PUB);
                Socket sub = socket(SocketType.SUB)) {
            sub.subscribe("");
            sub.connect(pub.bind(endpoint));
            Eventually.until(() -> pub.get(Options.TOPICS_COUNT) == 1, () -> "the subscription does not come");
            for (Message message : messages) {
                assertTrue(pub.send(message));
                assertEquals(message, sub.receive());
            }
        }
    }
}
