package org.lingmq.examples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the programs of a test and kills them behind it, also when the tests are broken off. */
final class Stage implements AfterEachCallback {
    private final List<Program> programs = Collections.synchronizedList(new ArrayList<>());

    Stage() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::clear));
    }

    /** Starts an example, by its name in Java. */
    Program start(Language language, String program, String... arguments) {
        List<String> command = new ArrayList<>(language.command(program));
        command.addAll(List.of(arguments));
        return start(program + " in " + language, command);
    }

    /** Starts any command. */
    Program start(String name, List<String> command) {
        Program started = new Program(name, command);
        programs.add(started);
        return started;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clear();
    }

    private void clear() {
        List.copyOf(programs).forEach(Program::kill);
        programs.clear();
    }
}
