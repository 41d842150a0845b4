package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Source and sink are in the first language, the workers in the second. */
final class PipelineTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";

    @RegisterExtension
    final Stage stage = new Stage();

    @InAllPairings
    void tasksWaitForTheFirstWorkerAndGoOnWithTheNext(Pairing pairing) throws InterruptedException {
        Program source = stage.start(pairing.first, "PipelineSource", ANY_PORT);
        Program sink = stage.start(pairing.first, "PipelineSink", ANY_PORT);
        String tasks = source.bound();
        String results = sink.bound();

        source.type("1", "2", "3", "4", "5");
        Program first = stage.start(pairing.second, "PipelineWorker", tasks, results, "first");
        assertEquals(List.of("first did 1", "first did 2", "first did 3", "first did 4", "first did 5"), sink.lines(5));

        first.kill();
        stage.start(pairing.second, "PipelineWorker", tasks, results, "second");
        String heard = source.typeUntilHeard("is anybody there?", sink);
        assertTrue(heard.startsWith("second did is anybody there?"), heard);
        IntStream.rangeClosed(6, 20).forEach(i -> source.type(Integer.toString(i)));
        source.type("end");
        assertEquals(
                IntStream.rangeClosed(6, 20).mapToObj(i -> "second did " + i).toList(),
                sink.linesUpTo("second did end").stream()
                        .filter(line -> !line.contains("is anybody there?"))
                        .toList());

        source.type("q");
        assertEquals(List.of(), source.linesToEnd());
    }

    @InAllPairings
    void severalWorkersTakeTurns(Pairing pairing) throws InterruptedException {
        Program source = stage.start(pairing.first, "PipelineSource", ANY_PORT);
        Program sink = stage.start(pairing.first, "PipelineSink", ANY_PORT);
        String tasks = source.bound();
        String results = sink.bound();
        stage.start(pairing.second, "PipelineWorker", tasks, results, "a");
        String heard = source.typeUntilHeard("is anybody there?", sink);
        stage.start(pairing.second, "PipelineWorker", tasks, results, "b");
        while (!heard.startsWith("b did")) {
            heard = source.typeUntilHeard("is anybody there?", sink);
        }

        source.type("1", "2", "3", "4", "5", "6", "7", "8", "end", "end");
        int byA = 0;
        int byB = 0;
        for (int ends = 0; ends < 2; ) {
            String result = sink.line();
            byA += result.matches("a did \\d") ? 1 : 0;
            byB += result.matches("b did \\d") ? 1 : 0;
            ends += result.endsWith("did end") ? 1 : 0;
        }
        assertEquals(4, byA);
        assertEquals(4, byB);
    }
}
