package org.lingmq.transport.inproc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** What lies between two sockets of one process. */
@ExtendWith(NothingLeftBehind.class)
class InprocQueueTest {
    private static final String NAME = "inproc://name";

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private Socket socket(SocketType type) {
        return context.socket(type).set(Options.RCVTIMEO, Transports.PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubscriptionMadeBeforeConnectingCountsFromTheFirstMessageOn(boolean boundFirst) {
        try (Socket pub = socket(SocketType.PUB);
                Socket sub = socket(SocketType.SUB)) {
            sub.subscribe("a");
            if (boundFirst) {
                pub.bind(NAME);
            }
            sub.connect(NAME);
            if (!boundFirst) {
                pub.bind(NAME);
            }
            pub.send("b first");
            pub.send("a second");
            assertEquals("a second", sub.receiveText());
        }
    }

    @Test
    void countersOfAQueueSayWhatTheOtherSocketHasTaken() {
        try (Socket pull = socket(SocketType.PULL);
                Socket push = socket(SocketType.PUSH)) {
            pull.bind(NAME);
            push.connect(NAME);
            for (int i = 0; i < 10; i++) {
                push.send("12345");
            }
            assertEquals(10, push.stats().queuedOut());
            assertEquals(0, push.stats().bytesSent());
            for (int i = 0; i < 4; i++) {
                pull.receive();
            }
            assertEquals(6, push.stats().queuedOut());
            assertEquals(4, push.stats().messagesSent());
            assertEquals(20, push.stats().bytesSent());
        }
    }

    @Test
    void bytesReceivedAreWhatThePeerSentAndNotTheIdInFrontOfIt() {
        try (Socket router = socket(SocketType.ROUTER);
                Socket dealer = socket(SocketType.DEALER)) {
            dealer.set(Options.ROUTING_ID, new byte[] {'a', 'n', 'n'});
            router.bind(NAME);
            dealer.connect(NAME);
            dealer.send("12345");
            assertEquals(2, router.receive().size());
            assertEquals(5, router.stats().bytesReceived());
        }
    }
}
