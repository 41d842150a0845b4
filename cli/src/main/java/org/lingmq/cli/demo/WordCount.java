package org.lingmq.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** PUSH and PULL: a pipeline of processes that counts words, with a worker killed in the middle on request. */
final class WordCount implements Part {
    private static final int TOP_WORDS = 5;
    private static final int WRONG_WORDS_SHOWN = 5;

    @Override
    public String name() {
        return "words";
    }

    @Override
    public String title() {
        return "PUSH and PULL over tcp: several processes count the words of a text";
    }

    @Override
    public void run(Stage stage) {
        Screen screen = stage.screen();
        List<String> pieces = stage.text().pieces();
        if (pieces.isEmpty()) {
            throw new DemoFailure("There are no words in " + stage.text().origin() + ".");
        }
        screen.line("   source (PUSH) --> %d workers (PULL, PUSH) --> sink (PULL)", stage.workers());
        try (Pipeline pipeline = new Pipeline()) {
            List<Child> workers = startWorkers(stage, pipeline);
            Map<String, Long> expected = Words.count(stage.text().content());
            pipeline.await(workers);
            screen.line("   The text: %s, cut into %,d pieces.", stage.text().origin(), pieces.size());
            Child victim = stage.killWorker() ? workers.get(0) : null;
            long startNs = System.nanoTime();
            Results results;
            try (Progress progress = screen.progress("pieces counted", pieces.size())) {
                results = pipeline.run(pieces, workers, victim, progress);
            }
            double seconds = (System.nanoTime() - startNs) / 1e9;
            showResults(screen, workers, results, seconds);
            if (victim != null) {
                showLoss(screen, pipeline, victim, results);
            }
            check(expected, results.totals());
            screen.checked(
                    "each of the %,d different words was counted exactly as often as one process counts it.",
                    expected.size());
        }
    }

    private static List<Child> startWorkers(Stage stage, Pipeline pipeline) {
        List<Child> workers = new ArrayList<>();
        String libzmq = stage.workers() > 1 ? stage.python().libzmq() : null;
        for (int i = 1; i <= stage.workers(); i++) {
            String[] arguments = {"worker-" + i, pipeline.sourceEndpoint(), pipeline.sinkEndpoint()};
            boolean python = libzmq != null && i == stage.workers();
            Child worker = python
                    ? stage.children().python(arguments[0], "worker.py", arguments)
                    : stage.children().java(arguments[0], Worker.class, arguments);
            workers.add(worker);
            stage.screen()
                    .line(
                            "   %s  process %d, %s",
                            worker.name(), worker.pid(), python ? "Python on libzmq " + libzmq : "Java on LingMQ");
        }
        return workers;
    }

    private static void showResults(Screen screen, List<Child> workers, Results results, double seconds) {
        long words = Words.sum(results.totals());
        screen.line("   %,d words in %.2f s: %,.0f words/s.", words, seconds, words / seconds);
        screen.line("");
        screen.line("   %-10s %8s     %-10s %8s", "worker", "pieces", "word", "times");
        List<Map.Entry<String, Long>> top = top(results.totals());
        for (int i = 0; i < Math.max(top.size(), workers.size()); i++) {
            String left = i < workers.size()
                    ? "%-10s %,8d".formatted(workers.get(i).name(), results.piecesOf(workers.get(i)))
                    : " ".repeat(19);
            String right = i < top.size()
                    ? "%-10s %,8d".formatted(top.get(i).getKey(), top.get(i).getValue())
                    : "";
            screen.line("   %s     %s", left, right);
        }
        screen.line("");
    }

    private static List<Map.Entry<String, Long>> top(Map<String, Long> totals) {
        return totals.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP_WORDS)
                .toList();
    }

    private static void showLoss(Screen screen, Pipeline pipeline, Child victim, Results results) {
        screen.line(
                "   %s was killed (SIGKILL) in the middle. Of the pieces it had been given and had not counted,",
                victim.name());
        screen.line(
                "   %,5d had not left this process: ZeroMQ kept them and gave them to the other workers;",
                pipeline.returned());
        screen.line(
                "   %,5d had left: the source sent them again, because no result came for them.", pipeline.sentAgain());
        if (results.repeated() > 0) {
            screen.line("   %,5d results came twice and were counted once.", results.repeated());
        }
        screen.aside("The bytes of the latter lay in the dead process or in the kernel's buffers for it. No transport\n"
                + "can tell whether such a piece was counted before its worker died; only the programs at both\n"
                + "ends can. Here the result names its piece, and the source sends again what has no result.");
        screen.line("");
    }

    private static void check(Map<String, Long> expected, Map<String, Long> counted) {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> words = new TreeSet<>(expected.keySet());
        words.addAll(counted.keySet());
        for (String word : words) {
            long right = expected.getOrDefault(word, 0L);
            long found = counted.getOrDefault(word, 0L);
            if (right != found) {
                wrong.add(word + " " + found + " times instead of " + right);
            }
        }
        if (!wrong.isEmpty()) {
            throw new DemoFailure(wrong.size() + " words were counted wrongly: "
                    + String.join(", ", wrong.subList(0, Math.min(wrong.size(), WRONG_WORDS_SHOWN))) + ".");
        }
    }
}
