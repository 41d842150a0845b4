package org.lingmq.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** PUSH and PULL: a pipeline of processes that counts words, with a worker killed in the middle on request. */
final class WordCount implements Part {
    private static final int TOP_WORDS = 5;
    private static final int MIN_WORD_COLUMNS = 14;
    private static final int MAX_WORD_COLUMNS = 24;
    private static final int WRONG_WORDS_SHOWN = 5;

    @Override
    public String name() {
        return "words";
    }

    @Override
    public String title() {
        return "PUSH and PULL over tcp: worker processes share the counting of words";
    }

    @Override
    public void run(Stage stage) {
        Screen screen = stage.screen();
        Text text = stage.text();
        List<String> pieces = text.pieces();
        screen.line(
                "   source (PUSH) --> %s (PULL, PUSH) --> sink (PULL)",
                Screen.count(stage.workers(), "worker process", "worker processes"));
        try (Pipeline pipeline = new Pipeline(stage.backstage())) {
            List<String> endpoints = List.of(pipeline.sourceEndpoint(), pipeline.sinkEndpoint());
            List<Child> workers =
                    stage.cast("worker", Worker.class, "worker.py", Collections.nCopies(stage.workers(), endpoints));
            screen.line("   The text: %s, in %s.", text.origin(), Screen.count(pieces.size(), "piece", "pieces"));
            Map<String, Long> expected = text.counts();
            pipeline.await(workers);
            Child victim = stage.killWorker() ? workers.get(0) : null;
            long startNs = System.nanoTime();
            Results results;
            try (Progress progress = screen.progress("pieces counted", pieces.size())) {
                results = pipeline.run(pieces, workers, victim, progress);
            }
            showResults(screen, text, workers, results, (System.nanoTime() - startNs) / 1e9);
            if (victim != null) {
                showLoss(screen, pipeline, victim, results);
            }
            check(expected, results.totals());
            screen.checked(
                    "%s, each counted as often as one process alone counts it.",
                    Screen.count(expected.size(), "different word", "different words"));
        }
    }

    private static void showResults(Screen screen, Text text, List<Child> workers, Results results, double seconds) {
        long words = Words.sum(results.totals());
        screen.line("   %s in %.2f s: %,.0f words/s.", Screen.count(words, "word", "words"), seconds, words / seconds);
        screen.line("");
        List<String> top = text.topWords(TOP_WORDS);
        int wordColumns = wordColumns(top);
        screen.line("   %-10s %10s     %s %10s", "worker", "pieces", Columns.fit("word", wordColumns), "times");
        for (int i = 0; i < Math.max(top.size(), workers.size()); i++) {
            String left = "";
            if (i < workers.size()) {
                Child worker = workers.get(i);
                left = Screen.format("%-10s %,10d", worker.name(), results.piecesOf(worker));
            }
            String right = "";
            if (i < top.size()) {
                String word = top.get(i);
                long times = results.totals().getOrDefault(word, 0L);
                right = Screen.format("%s %,10d", Columns.fit(word, wordColumns), times);
            }
            screen.line(Screen.format("   %-21s     %s", left, right).stripTrailing());
        }
        screen.line("");
    }

    private static int wordColumns(List<String> words) {
        int longest = words.stream().mapToInt(Columns::of).max().orElse(0);
        return Math.max(MIN_WORD_COLUMNS, Math.min(MAX_WORD_COLUMNS, longest));
    }

    private static void showLoss(Screen screen, Pipeline pipeline, Child victim, Results results) {
        String killed = Screen.format(
                "   %s was killed (SIGKILL) after %s.",
                victim.name(), Screen.count(results.piecesOf(victim), "piece", "pieces"));
        if (pipeline.returned() + pipeline.sentAgain() == 0) {
            screen.line(killed + " None was on its way to it; a longer text shows what becomes of those.");
            screen.line("");
            return;
        }
        screen.line(killed + " Of those that were on their way to it,");
        screen.line(
                "   %,5d had not left this process: ZeroMQ kept them and gave them to the other workers;",
                pipeline.returned());
        screen.line(
                "   %,5d had left it: the source sent them again, because no result came for them.",
                pipeline.sentAgain());
        if (results.repeated() > 0) {
            screen.line("   %,5d results came twice and were counted once.", results.repeated());
        }
        screen.line("   The latter were in the dead process, or in the kernel's buffers for it. No transport can know");
        screen.line(
                "   whether such a piece was counted before its worker died: that takes an answer from the program.");
        screen.line("   Here each result names its piece, and the source sends again what no result came for.");
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
