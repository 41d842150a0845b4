package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** What monitors are told, and how often. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class MonitorTest {
    private static final int MANY = 5_000;

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
            MonitorEvent event = told.poll(20, TimeUnit.SECONDS);
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
                told.poll(20, TimeUnit.SECONDS).type());
    }
}
