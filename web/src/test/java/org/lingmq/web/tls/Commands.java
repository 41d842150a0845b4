package org.lingmq.web.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the programs whose files and judgement the tests want; a test whose program is not installed is skipped. */
public final class Commands {

    private Commands() {}

    /** What a program printed, which must end well. */
    public static String run(Path folder, String... command) {
        StringBuilder output = new StringBuilder();
        int status = status(folder, output, command);
        assertEquals(0, status, () -> String.join(" ", command) + "\n" + output);
        return output.toString();
    }

    /** The exit status of a program. */
    public static int status(Path folder, String... command) {
        return status(folder, new StringBuilder(), command);
    }

    private static int status(Path folder, StringBuilder output, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not installed");
            throw new AssertionError(e);
        }
        try {
            process.getOutputStream().close();
            output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
