package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RouterTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";
    private static final List<String> NAMES = List.of("a", "b", "c");

    @RegisterExtension
    final Stage stage = new Stage();

    @InAllPairings
    void aReqAsksThreeRoutersInTurn(Pairing pairing) throws InterruptedException {
        List<Program> servers = NAMES.stream()
                .map(name -> stage.start(pairing.first, "RouterServer", ANY_PORT, name))
                .toList();
        List<String> endpoints = new ArrayList<>();
        for (Program server : servers) {
            endpoints.add(server.bound());
        }
        Program client = stage.start(pairing.second, "RoundRobinClient", endpoints.toArray(String[]::new));

        assertEquals(
                List.of(
                        "a answers request 1",
                        "b answers request 2",
                        "c answers request 3",
                        "a answers request 4",
                        "b answers request 5",
                        "c answers request 6"),
                client.linesToEnd());
        for (int i = 0; i < 3; i++) {
            List<String> seen = servers.get(i).lines(8);
            assertEquals(List.of("[000] ", "[009] request " + (i + 1)), seen.subList(2, 4));
            assertEquals(List.of("[000] ", "[009] request " + (i + 4)), seen.subList(6, 8));
        }
    }

    @InAllPairings
    void aRouterGivesTasksToThreeReqWorkersInTurn(Pairing pairing) throws InterruptedException {
        Program giver = stage.start(pairing.first, "TaskGiver", ANY_PORT, "3");
        String endpoint = giver.bound();
        List<Program> workers = NAMES.stream()
                .map(name -> stage.start(pairing.second, "TaskAsker", endpoint, name))
                .toList();

        giver.type("1", "2", "3", "4", "5", "6", "7", "8", "q");

        List<Integer> counts = new ArrayList<>();
        List<Set<Integer>> rounds = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (int i = 0; i < 3; i++) {
            List<String> lines = workers.get(i).linesToEnd();
            int tasks = lines.size() - 1;
            assertEquals(NAMES.get(i) + " did " + tasks, lines.get(tasks));
            for (int round = 0; round < tasks; round++) {
                String line = lines.get(round);
                assertTrue(line.startsWith(NAMES.get(i) + " does "), line);
                rounds.get(round).add(Integer.parseInt(line.substring("a does ".length())));
            }
            counts.add(tasks);
        }
        assertEquals(List.of(2, 3, 3), counts.stream().sorted().toList());
        assertEquals(List.of(Set.of(1, 2, 3), Set.of(4, 5, 6), Set.of(7, 8)), rounds);
        assertEquals(List.of(), giver.linesToEnd());
    }

    @InAllPairings
    void aDealerSharesItsRequestsEvenly(Pairing pairing) throws InterruptedException {
        List<String> endpoints = new ArrayList<>();
        List<Program> workers = new ArrayList<>();
        for (String name : NAMES) {
            Program worker = stage.start(pairing.first, "DealerWorker", ANY_PORT, name);
            workers.add(worker);
            endpoints.add(worker.bound());
        }
        Program client = stage.start(pairing.second, "DealerClient", endpoints.toArray(String[]::new));

        assertEquals(List.of("a answered 10", "b answered 10", "c answered 10"), client.linesToEnd());
        for (int i = 0; i < 3; i++) {
            int first = i + 1;
            assertEquals(
                    IntStream.range(0, 10)
                            .mapToObj(round -> "received request " + (first + 3 * round))
                            .toList(),
                    workers.get(i).lines(10));
        }
    }
}
