package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

final class BrokerTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";

    @RegisterExtension
    final Stage stage = new Stage();

    /** The broker is in the first language, the clients in the second, one worker in each. */
    @InAllPairings
    void clientsGetTheirRepliesFromTwoWorkersInTurn(Pairing pairing) throws InterruptedException {
        Program broker = stage.start(pairing.first, "Broker", ANY_PORT, ANY_PORT);
        String front = broker.bound();
        String back = broker.bound();
        stage.start(pairing.first, "BrokerWorker", back, "one");
        stage.start(pairing.second, "BrokerWorker", back, "two");
        waitForBothWorkers(pairing.second, front);

        Program alone = stage.start(pairing.second, "HelloClient", front, "alone", "10");
        List<String> replies = replies(alone);
        List<String> workers = replies.stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
        assertEquals(10, replies.size());
        assertEquals(5, workers.stream().filter("one"::equals).count());
        assertEquals(5, workers.stream().filter("two"::equals).count());

        List<Program> clients = IntStream.range(0, 3)
                .mapToObj(i -> stage.start(pairing.second, "HelloClient", front, "client" + i, "20"))
                .toList();
        for (int i = 0; i < 3; i++) {
            List<String> lines = replies(clients.get(i));
            assertEquals(20, lines.size());
            for (int j = 0; j < 20; j++) {
                String expected = "received World client" + i + " " + (j + 1) + " from (one|two)";
                assertTrue(lines.get(j).matches(expected), lines.get(j));
            }
        }
    }

    /** What a client got until it ended; its first line says whom it asks. */
    private static List<String> replies(Program client) throws InterruptedException {
        List<String> lines = client.linesToEnd();
        assertTrue(lines.get(0).startsWith("asking "), lines.get(0));
        return lines.subList(1, lines.size());
    }

    private void waitForBothWorkers(Language language, String front) throws InterruptedException {
        long deadlineNs = System.nanoTime() + 120_000_000_000L;
        Set<String> seen = new TreeSet<>();
        while (seen.size() < 2) {
            assertTrue(System.nanoTime() < deadlineNs, "only " + seen + " works");
            Program first = stage.start(language, "HelloClient", front, "first", "2");
            replies(first).forEach(line -> seen.add(line.substring(line.lastIndexOf(' ') + 1)));
        }
    }
}
