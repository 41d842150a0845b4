package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyboardTest {
    private static final String ON_A_TERMINAL =
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    private static final String PROMPT = "input your data: ";

    @RegisterExtension
    final Stage stage = new Stage();

    @ParameterizedTest
    @EnumSource
    void aProgramEndsAtTheEndOfInput(Language language) throws InterruptedException {
        Program publisher = stage.start(language, "Publisher", "tcp://127.0.0.1:*");
        publisher.bound();
        publisher.type("one", "quit", " q");
        publisher.endInput();
        assertEquals(List.of(), publisher.linesToEnd());
    }

    @ParameterizedTest
    @EnumSource
    void aProgramEndsAtAQ(Language language) throws InterruptedException {
        Program publisher = stage.start(language, "Publisher", "tcp://127.0.0.1:*");
        publisher.bound();
        publisher.type("one", "q", "more");
        assertEquals(List.of(), publisher.linesToEnd());
    }

    @ParameterizedTest
    @EnumSource
    void aProgramAsksOnATerminal(Language language) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(Language.PYTHON_COMMAND, "-c", ON_A_TERMINAL));
        command.addAll(language.command("Publisher"));
        command.add("tcp://127.0.0.1:*");
        Program publisher = stage.start("Publisher in " + language + " on a terminal", command);
        publisher.bound();

        publisher.type("one", "q");

        String screen = String.join("\n", publisher.linesToEnd());
        assertEquals(2, screen.split(PROMPT, -1).length - 1, screen);
    }
}
