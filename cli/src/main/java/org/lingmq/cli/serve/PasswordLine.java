package org.lingmq.cli.serve;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lingmq.web.Passwords;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Asks for a password, twice on a terminal, and prints the line that lets its user in. */
final class PasswordLine {
    private final CommandLine line;

    PasswordLine(CommandLine line) {
        this.line = line;
    }

    /**
     * Prints the line.
     *
     * @return the exit code
     */
    int print(String user) {
        try {
            line.getOut().println(Passwords.line(user, read()));
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new ParameterException(line, "The password could not be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private String read() throws IOException {
        Console console = System.console();
        // From JDK 22 on there is a console without a terminal, too.
        if (console == null || Boolean.getBoolean("ling.pipe") || System.in.available() > 0) {
            String given = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (given == null || given.isEmpty()) {
                throw new IllegalArgumentException("There is no password on standard input.");
            }
            return given;
        }
        char[] first = console.readPassword("Password: ");
        char[] again = console.readPassword("Again: ");
        if (first == null || first.length == 0 || !Arrays.equals(first, again)) {
            throw new IllegalArgumentException("The two passwords are not the same, or empty.");
        }
        return new String(first);
    }
}
