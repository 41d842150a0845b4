package org.lingmq.cli.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.lingmq.web.Passwords;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Asks for a password, twice on a terminal, and prints the line that lets its user in. */
final class PasswordLine {
    private static final char NOTHING_SHOWN = '\0';

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
            line.getOut().flush();
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new ParameterException(line, "The password cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (UserInterruptException | EndOfFileException left) {
            throw new ParameterException(line, "There is no password, so there is no line.", left);
        }
    }

    private static String read() throws IOException {
        // The prompt goes to standard error: standard output is the line's, and mostly a file.
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .dumb(true)
                .build()) {
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                return fromPipe();
            }
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            String first = reader.readLine("Password: ", NOTHING_SHOWN);
            if (!first.equals(reader.readLine("Again: ", NOTHING_SHOWN))) {
                throw new IllegalArgumentException("These are two passwords; give the same twice.");
            }
            return first;
        }
    }

    private static String fromPipe() throws IOException {
        String given = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (given == null) {
            throw new IllegalArgumentException("There is no password on standard input.");
        }
        return given;
    }
}
