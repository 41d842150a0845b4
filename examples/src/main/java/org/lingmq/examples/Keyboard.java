package org.lingmq.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** What is typed, line by line: asks for it on a terminal, reads quietly from a file or pipe. */
final class Keyboard {
    private static final BufferedReader INPUT = new BufferedReader(new InputStreamReader(System.in, UTF_8));

    private Keyboard() {}

    /** {@return the next line; null at {@code q} and at the end of input} */
    @SuppressWarnings("SystemConsoleNull") // holds on JDK 22 to 24 too, by the jdk.console that examples/run sets
    static String line() throws IOException {
        if (System.console() != null) {
            System.out.print("input your data: ");
            System.out.flush();
        }
        String line = INPUT.readLine();
        return "q".equals(line) ? null : line;
    }
}
