package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.HeldMessages;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Registration;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;
import org.lingmq.io.CollectedLog;
import org.lingmq.io.Gauge;
import org.lingmq.transport.Addresses;

/** What monitors are told, and how often. */
@ExtendWith(NothingLeftBehind.class)
class MonitorTest {
    private static final int MANY = 5_000;
    private static final String LOG = "org.lingmq.socket";
    private static final Pattern COUNT = Pattern.compile("\\(the last of (\\d+)\\)$");

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    /** The events of one type until their numbers add up to that much. */
    private static List<MonitorEvent> until(BlockingQueue<MonitorEvent> told, MonitorEventType type, long sum)
            throws InterruptedException {
        List<MonitorEvent> found = new ArrayList<>();
        long values = 0;
        while (values < sum) {
            MonitorEvent event = told.poll(60, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("the numbers add up to " + values + ", not to " + sum + ": " + found);
            }
            if (event.type() == type) {
                found.add(event);
                values += event.value();
            }
        }
        assertEquals(sum, values);
        return found;
    }

    @Test
    void droppedMessagesAreReportedForEachPeerOnceASecondWithTheSum() throws Exception {
        Socket router = context.socket(SocketType.ROUTER).set(Options.SNDHWM, 1);
        BlockingQueue<MonitorEvent> told = new LinkedBlockingQueue<>();
        router.monitor(told::add);
        router.bind("inproc://router");
        for (String name : List.of("one", "two")) {
            Socket dealer = context.socket(SocketType.DEALER)
                    .set(Options.ROUTING_ID, name.getBytes(StandardCharsets.UTF_8))
                    .set(Options.RCVHWM, 1);
            dealer.connect("inproc://router");
        }
        Transports.awaitPeers(router, 2);
        for (int i = 0; i < MANY; i++) {
            assertTrue(router.send(Message.of("one", "body")));
            assertTrue(router.send(Message.of("two", "body")));
        }
        long dropped = router.stats().droppedFull();
        assertEquals(2 * (MANY - 2), dropped);
        List<MonitorEvent> events = until(told, MonitorEventType.MESSAGES_DROPPED, dropped);
        assertEquals(1, events.get(0).value(), "the first one is told at once");
        assertEquals("one", events.get(0).routingId());
        assertTrue(events.stream().anyMatch(event -> "two".equals(event.routingId())));
        assertTrue(events.size() < MANY / 10, () -> events.size() + " events");
    }

    @Test
    void aPublisherReportsWhatSubscribersMiss() throws Exception {
        Socket pub = context.socket(SocketType.PUB).set(Options.SNDHWM, 1);
        BlockingQueue<MonitorEvent> told = new LinkedBlockingQueue<>();
        pub.monitor(told::add);
        Socket sub = context.socket(SocketType.SUB).set(Options.RCVHWM, 1);
        sub.subscribe("");
        sub.connect(pub.bind("inproc://pub"));
        Eventually.until(() -> pub.get(Options.TOPICS_COUNT) == 1, () -> "the subscription does not come");
        for (int i = 0; i < MANY; i++) {
            pub.send("x");
        }
        long dropped = pub.stats().droppedFull();
        assertEquals(MANY - 2, dropped);
        List<MonitorEvent> events = until(told, MonitorEventType.MESSAGES_DROPPED, dropped);
        assertTrue(events.size() < MANY / 10, () -> events.size() + " events");
    }

    @Test
    void theSumOfWhatCouldNotBeRoutedIsToldAtTheLatestWhenTheSocketCloses() throws Exception {
        Socket router = context.socket(SocketType.ROUTER);
        BlockingQueue<MonitorEvent> told = new LinkedBlockingQueue<>();
        router.monitor(told::add);
        for (int i = 0; i < MANY; i++) {
            router.send(Message.of("nobody", "body"));
        }
        router.close();
        List<MonitorEvent> events = until(told, MonitorEventType.UNROUTABLE, MANY);
        assertTrue(events.size() < MANY / 10, () -> events.size() + " events");
        assertEquals(
                MonitorEventType.MONITOR_STOPPED,
                told.poll(60, TimeUnit.SECONDS).type());
    }

    @Test
    void aSlowListenerMissesEventsButNotTheLastOneAndTheLogSaysSo() throws Exception {
        List<String> lines = CollectedLog.collect(LOG);
        try {
            Socket pull = context.socket(SocketType.PULL);
            CountDownLatch goOn = new CountDownLatch(1);
            BlockingQueue<MonitorEvent> told = new LinkedBlockingQueue<>();
            pull.monitor(event -> {
                awaitLatch(goOn);
                told.add(event);
            });
            int raised = 30_000;
            for (int i = 0; i < raised; i++) {
                ((LingSocket) pull).core().event(MonitorEventType.CONNECTED, "", Addresses.NONE, "", i);
            }
            pull.close();
            Eventually.until(() -> !lines.isEmpty(), () -> "nothing is logged");
            goOn.countDown();
            int heard = 0;
            while (told.poll(60, TimeUnit.SECONDS).type() != MonitorEventType.MONITOR_STOPPED) {
                heard++;
            }
            assertTrue(heard < raised, () -> "all were kept");
            context.close();
            assertEquals(raised - heard, counted(lines), lines::toString);
            assertTrue(lines.get(0).contains(pull.name()), lines::toString);
        } finally {
            CollectedLog.stop(LOG);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For how many events the lines stand. */
    private static long counted(List<String> lines) {
        return lines.stream()
                .map(COUNT::matcher)
                .mapToLong(count -> count.find() ? Long.parseLong(count.group(1)) : 1)
                .sum();
    }

    @Test
    void aRefusedPeerIsAWarningWithItsAddress() {
        List<String> lines = CollectedLog.collect(LOG);
        try {
            Socket pull = context.socket(SocketType.PULL);
            String endpoint = pull.bind("tcp://127.0.0.1:*");
            Socket sub = context.socket(SocketType.SUB);
            sub.connect(endpoint);
            Eventually.until(
                    () -> lines.stream()
                            .anyMatch(line -> line.startsWith(pull.name() + ": HANDSHAKE_FAILED_PROTOCOL")
                                    && line.contains(" at " + endpoint + ", peer tcp://127.0.0.1:")
                                    && line.contains("SUB")),
                    lines::toString);
        } finally {
            CollectedLog.stop(LOG);
        }
    }

    @Test
    void manyRefusalsAreFewLinesThatAddUp() {
        List<String> lines = CollectedLog.collect(LOG);
        try {
            Socket pull = context.socket(SocketType.PULL);
            Addresses peer = new Addresses("tcp://here", "tcp://there", null);
            for (int i = 0; i < MANY; i++) {
                ((LingSocket) pull)
                        .core()
                        .event(
                                MonitorEventType.PEER_REFUSED,
                                "tcp://x",
                                peer,
                                "bad\n\u001b[2J" + "y".repeat(10_000),
                                0);
            }
            context.close(Duration.ZERO);
            assertEquals(MANY, counted(lines), lines::toString);
            assertTrue(lines.size() < MANY / 10, () -> lines.size() + " lines");
            for (String line : lines) {
                assertTrue(line.length() < 1_000, line);
                assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
            }
        } finally {
            CollectedLog.stop(LOG);
        }
    }

    @Test
    void anEndpointThatOthersCanReachIsAWarningOnceForEachContext() {
        List<String> lines = CollectedLog.collect(LOG);
        try (Context other = Context.open()) {
            String first = context.socket(SocketType.PULL).bind("tcp://*:*");
            context.socket(SocketType.PULL).bind("tcp://*:*");
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains("UNSECURED at " + first), lines::toString);
            other.socket(SocketType.PULL).bind("tcp://*:*");
            assertEquals(2, lines.size(), lines::toString);
        } finally {
            CollectedLog.stop(LOG);
        }
    }

    @Test
    void aClosedSocketThatStillHoldsMessagesIsOneWarning() {
        List<String> lines = CollectedLog.collect(LOG);
        try {
            Socket push = context.socket(SocketType.PUSH);
            for (int i = 0; i < 3; i++) {
                push.connect("ipc:///tmp/lingmq-nobody-listens-here-" + i);
            }
            Transports.sendNumbers(push, 0, 7);
            push.close();
            // What each of its three connections says when it has waited for long.
            for (int i = 0; i < 3; i++) {
                ((LingSocket) push).core().event(MonitorEventType.LINGER_WARNING, "", Addresses.NONE, "", 1);
            }
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).startsWith(push.name() + ": LINGER_WARNING"), lines::toString);
            assertTrue(lines.get(0).contains(" 7 unsent messages"), lines::toString);
        } finally {
            CollectedLog.stop(LOG);
        }
    }

    @Test
    void heldMessagesAreCountedExactlyAfterOthersHaveLeft() {
        String endpoint;
        Socket push = context.socket(SocketType.PUSH);
        try (Context other = Context.open();
                Socket pull = other.socket(SocketType.PULL).set(Options.RCVTIMEO, Transports.PATIENCE)) {
            endpoint = pull.bind("tcp://127.0.0.1:*");
            push.connect(endpoint);
            Transports.sendNumbers(push, 0, 20);
            Transports.receiveNumbers(pull, 0, 20);
        }
        Transports.awaitPeers(push, 0);
        Transports.sendNumbers(push, 20, 3);
        String name = push.name();
        assertEquals(List.of(new HeldMessages(name, SocketType.PUSH, 3)), context.close(Duration.ofMillis(10)));
    }

    @Test
    void listenersComeAndGoOnSeveralThreads() throws Exception {
        Socket pull = context.socket(SocketType.PULL);
        BlockingQueue<Registration> toEnd = new LinkedBlockingQueue<>();
        Thread ending = new Thread(() -> {
            for (int i = 0; i < MANY; i++) {
                try {
                    toEnd.take().close();
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        ending.start();
        Gauge stopped = new Gauge();
        for (int i = 0; i < MANY; i++) {
            toEnd.add(pull.monitor(event -> stopped.add(1)));
        }
        ending.join();
        pull.close();
        Eventually.until(() -> stopped.value() >= MANY, () -> stopped.value() + " of " + MANY + " were stopped");
        assertEquals(MANY, stopped.value());
    }
}
