package org.lingmq.cli.serve;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens an address in the browser of the user: the one that the variable {@code BROWSER} names, else the one that the
 * system has. No shell is asked, so nothing in an address can mean more than an address. Any thread may use it.
 */
final class BrowserOpening {
    private final Map<String, String> environment;
    private final boolean windows;
    private final boolean mac;

    /**
     * For a system.
     *
     * @param environment its variables: {@code BROWSER} and {@code PATH} are read
     * @param system its name as in the property {@code os.name}
     */
    BrowserOpening(Map<String, String> environment, String system) {
        this.environment = environment;
        String name = system.toLowerCase(Locale.ROOT);
        windows = name.startsWith("windows");
        mac = name.startsWith("mac");
    }

    /** For this system. */
    static BrowserOpening ofSystem() {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of("BROWSER", "PATH")) {
            // One by one, because Windows writes Path and minds no case only here.
            environment.put(name, Objects.requireNonNullElse(System.getenv(name), ""));
        }
        return new BrowserOpening(environment, System.getProperty("os.name", ""));
    }

    /**
     * Opens an address. The browser lives on when this process ends, is not in reach of its Ctrl-C, and prints nothing
     * to its terminal.
     *
     * @param address with the scheme http or https
     * @return whether a program was started; what becomes of it is not known
     * @throws IllegalArgumentException for another scheme
     */
    boolean open(URI address) {
        String scheme = address.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("No address for a browser: " + address);
        }
        for (List<String> command : commands(address.toASCIIString())) {
            if (start(command)) {
                return true;
            }
        }
        return false;
    }

    /** What to try, in this order; each with the full path of a program that is there. */
    List<List<String>> commands(String address) {
        List<List<String>> commands = new ArrayList<>();
        String chosen = environment.getOrDefault("BROWSER", "");
        // Several may be named, with the character between them that is between the folders of PATH.
        for (String choice : chosen.split(File.pathSeparator)) {
            add(commands, chosen(choice.strip(), address));
        }
        if (windows) {
            add(commands, List.of("rundll32.exe", "url.dll,FileProtocolHandler", address));
        } else {
            add(commands, List.of(mac ? "open" : "xdg-open", address));
        }
        return commands;
    }

    /** The name of a program, or words: a program and its arguments, where {@code %s} stands for the address. */
    private List<String> chosen(String choice, String address) {
        if (choice.isEmpty() || program(choice).isPresent()) {
            return List.of(choice, address);
        }
        List<String> words = new ArrayList<>();
        boolean placed = false;
        for (String word : choice.split("\\s+")) {
            placed |= word.contains("%s");
            words.add(word.replace("%s", address));
        }
        if (!placed) {
            words.add(address);
        }
        return words;
    }

    private void add(List<List<String>> commands, List<String> command) {
        Optional<Path> program = program(command.get(0));
        if (program.isEmpty()) {
            return;
        }
        List<String> full = new ArrayList<>(command);
        full.set(0, program.get().toString());
        if (!windows && !mac) {
            // In a session of its own: what is typed at this terminal would reach it too.
            program("setsid").ifPresent(session -> full.add(0, session.toString()));
        }
        commands.add(full);
    }

    /** Where a program is: the path itself when it has folders in it, else in the folders of PATH. */
    private Optional<Path> program(String name) {
        try {
            if (name.isEmpty()) {
                return Optional.empty();
            }
            if (Path.of(name).getNameCount() > 1 || Path.of(name).isAbsolute()) {
                return Optional.of(Path.of(name)).filter(BrowserOpening::runs);
            }
            for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
                Path program = Path.of(folder, name);
                if (!folder.isEmpty() && runs(program)) {
                    return Optional.of(program);
                }
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean runs(Path program) {
        return Files.isRegularFile(program) && Files.isExecutable(program);
    }

    private boolean start(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new File(windows ? "NUL" : "/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            // Not a program after all: the next one may be.
            return false;
        }
    }
}
