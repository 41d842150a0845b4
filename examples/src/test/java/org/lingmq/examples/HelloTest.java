package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HelloTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";

    @RegisterExtension
    final Stage stage = new Stage();

    @InAllPairings
    void eachOfSeveralClientsGetsTheRepliesToItsRequests(Pairing pairing) throws InterruptedException {
        Program server = stage.start(pairing.first, "HelloServer", ANY_PORT, "10");
        String endpoint = server.bound();
        List<Program> clients = Stream.of("a", "b", "c")
                .map(name -> stage.start(pairing.second, "HelloClient", endpoint, name, "3"))
                .toList();

        for (int i = 0; i < 3; i++) {
            String name = List.of("a", "b", "c").get(i);
            assertEquals(
                    List.of(
                            asking(endpoint),
                            "received World " + name + " 1",
                            "received World " + name + " 2",
                            "received World " + name + " 3"),
                    clients.get(i).linesToEnd());
        }
        List<String> requests = server.lines(9);
        for (String name : List.of("a", "b", "c")) {
            assertEquals(
                    List.of(
                            "received Hello " + name + " 1",
                            "received Hello " + name + " 2",
                            "received Hello " + name + " 3"),
                    requests.stream()
                            .filter(line -> line.contains(" " + name + " "))
                            .collect(Collectors.toList()));
        }
    }

    @Test
    void clientsWaitForTheirTurnWhileTheServerWorksTwoSecondsForEach() throws InterruptedException {
        Program server = stage.start(Language.JAVA, "HelloServer", ANY_PORT);
        String endpoint = server.bound();
        long startNs = System.nanoTime();
        Program one = stage.start(Language.JAVA, "HelloClient", endpoint, "one", "1");
        Program two = stage.start(Language.JAVA, "HelloClient", endpoint, "two", "1");

        assertEquals(List.of(asking(endpoint), "received World one 1"), one.linesToEnd());
        assertEquals(List.of(asking(endpoint), "received World two 1"), two.linesToEnd());
        Duration took = Duration.ofNanos(System.nanoTime() - startNs);
        assertTrue(took.compareTo(Duration.ofSeconds(4)) >= 0, took.toString());
    }

    private static String asking(String endpoint) {
        return "asking " + endpoint + ", waiting until somebody answers there";
    }
}
