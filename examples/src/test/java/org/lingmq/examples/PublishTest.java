package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PublishTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";

    @RegisterExtension
    final Stage stage = new Stage();

    @InAllPairings
    void aSubscriberGetsWhatBeginsWithItsPrefix(Pairing pairing) throws InterruptedException {
        Program publisher = stage.start(pairing.first, "Publisher", ANY_PORT);
        String endpoint = publisher.bound();
        Program news = stage.start(pairing.second, "Subscriber", endpoint, "news");
        Program two = stage.start(pairing.second, "Subscriber", endpoint, "news", "天气");
        Program all = stage.start(pairing.second, "Subscriber", endpoint, "");
        Program none = stage.start(pairing.second, "Subscriber", endpoint);
        for (Program subscriber : List.of(news, two, all)) {
            publisher.typeUntilHeard("news: are you there?", subscriber);
        }

        publisher.type("a start", "news: rain", "天气：晴", "new", "", "news", "a message for all", "news: end");

        assertEquals(List.of("received news: rain", "received news"), behindTheStart(news));
        assertEquals(List.of("received news: rain", "received 天气：晴", "received news"), behindTheStart(two));
        assertEquals(
                List.of(
                        "received a start",
                        "received news: rain",
                        "received 天气：晴",
                        "received new",
                        "received ",
                        "received news",
                        "received a message for all"),
                behindTheStart(all));
        assertEquals(List.of(), none.linesUntilKilled());
    }

    private static List<String> behindTheStart(Program subscriber) throws InterruptedException {
        return subscriber.linesUpTo("received news: end").stream()
                .filter(line -> !line.startsWith("received news: are you there?"))
                .toList();
    }

    @InAllPairings
    void nothingComesBeforeTheSubscription(Pairing pairing) throws InterruptedException {
        Program publisher = stage.start(pairing.first, "Publisher", ANY_PORT);
        Program subscriber = stage.start(pairing.second, "SubscribeLater", publisher.bound(), "1000");

        assertEquals("nothing without a subscription", publisher.typeUntilHeard("before", subscriber));
        String heard = publisher.typeUntilHeard("after", subscriber);
        assertTrue(heard.startsWith("received "), heard);
        assertNotEquals("received before 1", heard);
    }

    @InAllPairings
    void whatIsSentWhileASubscriberIsAwayIsLostForIt(Pairing pairing) throws InterruptedException {
        Program publisher = stage.start(pairing.first, "Publisher", ANY_PORT);
        String endpoint = publisher.bound();
        Program staying = stage.start(pairing.second, "Subscriber", endpoint, "");
        Program leaving = stage.start(pairing.second, "Subscriber", endpoint, "");
        publisher.typeUntilHeard("first", staying);
        publisher.typeUntilHeard("first", leaving);

        leaving.kill();
        publisher.type("missed 1", "missed 2", "missed 3");
        assertTrue(
                staying.linesUpTo("received missed 3").containsAll(List.of("received missed 1", "received missed 2")));
        Program back = stage.start(pairing.second, "Subscriber", endpoint, "");
        String heard = publisher.typeUntilHeard("back", back);
        publisher.type("end");

        assertTrue(heard.startsWith("received back "), heard);
        for (String line : back.linesUpTo("received end")) {
            assertTrue(line.startsWith("received back "), line);
        }
    }
}
