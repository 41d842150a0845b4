package org.lingmq.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The benchmarks of single classes: JMH, in a process of its own, prints what it finds. */
final class Jmh {

    /** One short fork; one size of messages. */
    private static final List<String> QUICK =
            List.of("-f", "1", "-wi", "2", "-w", "200ms", "-i", "2", "-r", "200ms", "-p", "size=64");

    private Jmh() {}

    /** Runs the benchmarks whose names the expression finds; returns JMH's exit code. */
    static int run(Path home, String names, boolean quick, List<String> options) {
        try {
            return new ProcessBuilder(words(home, names, quick, options))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new BenchFailure("cannot start JMH: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted");
        }
    }

    private static List<String> words(Path home, String names, boolean quick, List<String> options) {
        Path lib = home.resolve(".ling/lib");
        String path = lib + File.separator + "*" + File.pathSeparator + lib.resolve("jmh") + File.separator + "*";
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", path, "org.openjdk.jmh.Main", names, "-foe", "true"));
        if (quick) {
            words.addAll(QUICK);
        }
        words.addAll(options);
        return words;
    }
}
