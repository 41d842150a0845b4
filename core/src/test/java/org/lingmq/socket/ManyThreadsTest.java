package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Eventually;

/**
 * 64 platform threads or 1,000 virtual ones at each end of one pair of sockets (CLISRV-4, SCAT-1, PEER-1, CHAN-1): each
 * message arrives exactly once, each receiver sees each sender's messages in order, and nobody waits in vain.
 */
class ManyThreadsTest {

    /** Of a clock that stands still while the machine does. */
    private static final long STARVED_TICKS = 1_000;

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close();
    }

    static Stream<Arguments> crowds() {
        List<Arguments> all = new ArrayList<>();
        for (String endpoint : List.of("tcp://127.0.0.1:*", "ipc://*", "inproc://crowd")) {
            for (SocketType type : List.of(
                    SocketType.CLIENT, SocketType.SCATTER, SocketType.CHANNEL, SocketType.PEER, SocketType.RADIO)) {
                all.add(Arguments.of(type, endpoint, 64, false, 500));
                all.add(Arguments.of(type, endpoint, 1000, true, 30));
            }
        }
        return all.stream();
    }

    private static SocketType facing(SocketType type) {
        return switch (type) {
            case CLIENT -> SocketType.SERVER;
            case SCATTER -> SocketType.GATHER;
            case RADIO -> SocketType.DISH;
            default -> type;
        };
    }

    /** What happened to the messages of one run. */
    private static final class Record {
        private final int each;
        private final AtomicIntegerArray arrived;
        private final AtomicInteger left;
        private final AtomicReference<String> wrong = new AtomicReference<>();
        private final AtomicLong ticks = new AtomicLong();
        private final AtomicLong longest = new AtomicLong();

        Record(int senders, int each) {
            this.each = each;
            arrived = new AtomicIntegerArray(senders * each);
            left = new AtomicInteger(senders * each);
        }

        void arrived(String text, int[] newest) {
            int number = Integer.parseInt(text);
            int sender = number / each;
            if (arrived.incrementAndGet(number) != 1) {
                wrong.compareAndSet(null, number + " came twice");
            }
            if (newest[sender] >= number) {
                wrong.compareAndSet(null, number + " came after " + newest[sender]);
            }
            newest[sender] = number;
            left.decrementAndGet();
        }

        void waited(long fromTick) {
            longest.accumulateAndGet(ticks.get() - fromTick, Math::max);
        }
    }

    @ParameterizedTest(name = "{0} over {1}, {2} threads, virtual {3}")
    @MethodSource("crowds")
    void CLISRV_4_SCAT_1_CHAN_1_PEER_1_eachMessageOnceInOrderAndNobodyStarves(
            SocketType type, String endpoint, int threads, boolean virtual, int each) throws Exception {
        Record record = new Record(threads, each);
        CountDownLatch over = new CountDownLatch(2 * threads);
        try (Socket from = context.socket(type);
                Socket to = context.socket(facing(type))) {
            int routingId = meet(from, to, endpoint);
            Thread ticker = ticker(record);
            for (int i = 0; i < threads; i++) {
                int sender = i;
                Threads.start(virtual, () -> {
                    send(from, routingId, record, sender);
                    over.countDown();
                });
                Threads.start(virtual, () -> {
                    receive(to, record, threads);
                    over.countDown();
                });
            }
            assertTrue(over.await(120, TimeUnit.SECONDS), () -> record.left + " messages missing");
            ticker.interrupt();
            ticker.join();
            assertNull(to.tryReceive(), "more came than was sent");
        }
        assertNull(record.wrong.get());
        assertEquals(0, record.left.get());
        assertTrue(record.longest.get() < STARVED_TICKS, "a call took " + record.longest + " ms");
    }

    /** Returns the routing id that messages need, 0 where they need none. */
    private static int meet(Socket from, Socket to, String endpoint) {
        if (from.type() == SocketType.PEER) {
            return from.connectPeer(to.bind(endpoint));
        }
        if (from.type() == SocketType.RADIO) {
            from.set(Options.XPUB_NODROP, true);
            to.join("");
            to.join("begin");
        }
        from.connect(to.bind(endpoint));
        if (from.type() == SocketType.RADIO) {
            // The group was joined first, so whoever hears of the second has heard of it.
            Eventually.until(
                    () -> {
                        from.send(Message.of("is anybody there").withGroup("begin"));
                        return to.canReceive();
                    },
                    () -> "the RADIO never heard of the group");
            Message last = Message.empty();
            from.send(Message.of("last").withGroup("begin"));
            while (!last.text().equals("last")) {
                last = to.receive();
            }
        }
        return 0;
    }

    private static void send(Socket socket, int routingId, Record record, int sender) {
        for (int i = 0; i < record.each; i++) {
            long began = record.ticks.get();
            Message message = Message.of(String.valueOf(sender * record.each + i));
            socket.send(routingId == 0 ? message : message.withRoutingId(routingId));
            record.waited(began);
        }
    }

    /** Until all have come; the last ones of a receiver may come to others, so it looks up from time to time. */
    private static void receive(Socket socket, Record record, int senders) {
        int[] newest = new int[senders];
        Arrays.fill(newest, -1);
        while (record.left.get() > 0) {
            Message message = socket.receive(Duration.ofMillis(50));
            if (message != null) {
                record.arrived(message.text(), newest);
            }
        }
    }

    private static Thread ticker(Record record) {
        Thread ticker = new Thread(() -> {
            try {
                while (true) {
                    TimeUnit.MILLISECONDS.sleep(1);
                    record.ticks.incrementAndGet();
                }
            } catch (InterruptedException over) {
                // The test is over.
            }
        });
        ticker.start();
        return ticker;
    }

    /** One socket at each end, both ways at once: every thread asks, and every answer comes to some thread. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void CLISRV_4_bothWaysAtOnce(String endpoint) throws Exception {
        int threads = 64;
        int each = 200;
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(threads + 2);
        try (Socket client = context.socket(SocketType.CLIENT);
                Socket server = context.socket(SocketType.SERVER)) {
            client.connect(server.bind(endpoint));
            server.set(Options.RCVTIMEO, Duration.ofSeconds(60));
            AtomicInteger asked = new AtomicInteger(threads * each);
            for (int i = 0; i < 2; i++) {
                Threads.start(false, () -> {
                    while (asked.decrementAndGet() >= 0) {
                        Message request = server.receive();
                        server.send(Message.of("re " + request.text()).withRoutingId(request.routingId()));
                    }
                    over.countDown();
                });
            }
            for (int i = 0; i < threads; i++) {
                Threads.start(false, () -> {
                    for (int n = 0; n < each; n++) {
                        client.send("q");
                        if (client.receiveText(Duration.ofSeconds(60)).equals("re q")) {
                            answers.incrementAndGet();
                        }
                    }
                    over.countDown();
                });
            }
            assertTrue(over.await(120, TimeUnit.SECONDS), () -> answers + " answers");
        }
        assertEquals(threads * each, answers.get());
    }

    static Stream<String> endpoints() {
        return Stream.of("tcp://127.0.0.1:*", "ipc://*", "inproc://both");
    }
}
