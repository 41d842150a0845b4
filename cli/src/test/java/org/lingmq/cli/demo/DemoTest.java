package org.lingmq.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: real processes, looked at from outside. */
final class DemoTest {
    private static final String LINE =
            "The quick brown fox can't jump. Größe ÜBER über Привет σοφός ΣΟΦΌΣ 零 灵 x2y 🦊\n";
    private static final long LINES = 5000;
    private static final long WORDS_IN_LINE = 16;

    @TempDir
    private Path folder;

    @Test
    void everyPartIsRight() throws Exception {
        try (DemoRun run = start("--input", text(1).toString())) {
            assertEquals(0, run.exitCode(), run.errors());
            assertEquals(
                    5,
                    run.output().lines().filter(line -> line.contains(" ok: ")).count(),
                    run.output());
            assertTrue(run.output().contains("worker-3: process"), run.output());
            assertNothingIsLeft(run);
        }
    }

    @Test
    void wordsAreCountedByWorkerProcesses() throws Exception {
        try (DemoRun run = start("words", "--workers", "4", "--input", text(1).toString())) {
            assertEquals(0, run.exitCode(), run.errors());
            assertEquals(LINES * WORDS_IN_LINE, run.number("([\\d,]+) words in "));
            assertEquals(run.number("([\\d,]+) pieces\\."), piecesOfWorkers(run, 4));
            assertEquals(4, run.named());
            assertNothingIsLeft(run);
        }
    }

    @Test
    void killedWorkerCostsNoWord() throws Exception {
        try (DemoRun run = start("words", "--kill-worker", "--input", text(4).toString())) {
            assertEquals(0, run.exitCode(), run.errors());
            assertTrue(run.output().contains("worker-1 was killed (SIGKILL)"), run.output());
            assertEquals(4 * LINES * WORDS_IN_LINE, run.number("([\\d,]+) words in "));
            assertEquals(run.number("([\\d,]+) pieces\\."), piecesOfWorkers(run, 3));
            long kept = run.number("([\\d,]+) had not left this process");
            long sentAgain = run.number("([\\d,]+) had left it");
            assertTrue(kept + sentAgain > 0, run.output());
            assertNothingIsLeft(run);
        }
    }

    @Test
    void TS_1_aWorkerGreetsTheRestartedRouterToo() throws Exception {
        try (DemoRun run = start("greeting")) {
            assertEquals(0, run.exitCode(), run.errors());
            assertTrue(run.output().contains("The ROUTER hears: worker-1 ready"), run.output());
            assertTrue(run.output().contains("The new ROUTER hears: worker-1 ready"), run.output());
            assertTrue(run.output().contains("ok: both ROUTERs were greeted first"), run.output());
            assertNothingIsLeft(run);
        }
    }

    @Test
    void withoutPythonAllAreJava() throws Exception {
        List<String> noPython = List.of("-Dling.python=" + folder.resolve("none"));
        try (DemoRun run = DemoRun.start(folder, noPython, "words", "requests", "--input", text(1).toString())) {
            assertEquals(0, run.exitCode(), run.errors());
            assertTrue(run.output().contains("Java only: "), run.output());
            assertFalse(run.output().contains("Python on libzmq"), run.output());
        }
    }

    @Test
    void interruptLeavesNothing() throws Exception {
        try (DemoRun run = start("words", "--input", text(10).toString())) {
            run.readTo(" pieces.");
            run.handle().destroy();
            assertNotEquals(0, run.exitCode(), run.output());
            assertTrue(run.errors().contains("nothing is left behind"), run.errors());
            assertFalse(run.errors().contains("worker"), run.errors());
            assertEquals(3, run.named());
            assertNothingIsLeft(run);
        }
    }

    @Test
    void interruptRemovesTheSocketFile() throws Exception {
        try (DemoRun run = start("topics", "--input", text(1).toString())) {
            run.readTo("subscriber-3: process");
            assertFalse(run.leftFiles().isEmpty());
            run.handle().destroy();
            run.exitCode();
            assertNothingIsLeft(run);
        }
    }

    @Test
    void workersEndWithTheDemo() throws Exception {
        try (DemoRun run = start("words", "--input", text(10).toString())) {
            run.readTo(" pieces.");
            assertEquals(3, run.named());
            run.handle().destroyForcibly();
            run.awaitChildren();
        }
    }

    @Test
    void textThatCannotBeReadIsRefusedInASentence() throws Exception {
        Path numbers = Files.writeString(folder.resolve("numbers.txt"), "1 2 3 ...");
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertRefused("There is no file ", "--input", folder.resolve("none.txt").toString());
        assertRefused(folder + " is a folder", "--input", folder.toString());
        assertRefused("There is no word in " + numbers, "--input", numbers.toString());
        assertRefused("There is no word in " + empty, "--input", empty.toString());
    }

    @Test
    void standardInputIsReadAndOneOfAThingIsNotSeveral() throws Exception {
        try (DemoRun run = start("words", "--workers", "1", "--input", "-")) {
            run.type("零零零零零零\n");
            assertEquals(0, run.exitCode(), run.errors());
            assertTrue(run.output().contains("--> 1 worker process ("), run.output());
            assertTrue(run.output().contains("standard input, in 1 piece."), run.output());
            assertTrue(run.output().contains("ok: 1 different word, "), run.output());
        }
    }

    @Test
    void wrongOptionsAreRefused() throws Exception {
        assertRefused("--workers takes 1 to 64.", "--workers", "0");
        assertRefused("--kill-worker needs at least 2 workers.", "--kill-worker", "--workers", "1");
        assertRefused("There is no part 'wrods'; the parts are words, ", "wrods");
        assertRefused("Unknown option: '--worker-count'", "--worker-count", "2");
    }

    @Test
    void optionsOfPartsThatAreNotShownAreRefused() throws Exception {
        assertRefused("--workers belongs to the part words", "topics", "--workers", "5");
        assertRefused("--kill-worker belongs to the part words", "topics", "--kill-worker");
        assertRefused("--input belongs to the parts words, ", "envelopes", "--input", "missing");
        assertRefused("--input belongs to the parts words, ", "greeting", "--input", "missing");
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "needs a file that takes nothing");
        ProcessBuilder help = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.lingmq.cli.Ling",
                "--help");
        Process process = help.redirectOutput(full).start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), errors);
        assertTrue(errors.contains("could not be written"), errors);
    }

    /** Refused in three lines, the last of which says where to read on. */
    private void assertRefused(String sentence, String... arguments) throws Exception {
        try (DemoRun run = start(arguments)) {
            assertEquals(2, run.exitCode(), run.output());
            assertTrue(run.errors().startsWith("ling demo: " + sentence), run.errors());
            assertTrue(run.errors().contains("\nUsage: ling demo "), run.errors());
            assertTrue(run.errors().contains("'ling demo --help'"), run.errors());
            assertEquals(3, run.errors().lines().count(), run.errors());
        }
    }

    private DemoRun start(String... arguments) throws IOException {
        return DemoRun.start(folder, List.of(), arguments);
    }

    private Path text(int times) throws IOException {
        return Files.writeString(folder.resolve("text.txt"), LINE.repeat((int) LINES * times));
    }

    private static long piecesOfWorkers(DemoRun run, int workers) {
        long pieces = 0;
        for (int i = 1; i <= workers; i++) {
            pieces += run.number("worker-" + i + " +([\\d,]+) ");
        }
        return pieces;
    }

    private static void assertNothingIsLeft(DemoRun run) throws Exception {
        run.awaitChildren();
        assertEquals(List.of(), run.leftFiles());
    }
}
