package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside the programs: the same in the other language, their pages, the script that starts them. */
final class CatalogueTest {
    private static final Path JAVA_FOLDER = Path.of("src", "main", "java", "org", "lingmq", "examples");
    private static final Pattern ENDPOINT = Pattern.compile("tcp://127\\.0\\.0\\.1:\\d+");
    private static final Pattern STARTED = Pattern.compile("(?m)^    examples/run (\\w+(?:\\.py)?)");

    @RegisterExtension
    final Stage stage = new Stage();

    static List<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(JAVA_FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .filter(name -> javaSource(name).contains("void main("))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aProgramIsDescribedAndHasTheSameDefaultsInBothLanguages(String program) {
        String java = oneLine(javaSource(program).replaceAll("(?m)^ \\* ?(<p>)?", ""));
        String python = read(Language.PYTHON_FOLDER.resolve(Language.pythonFile(program)));
        for (String paragraph : documentation(python).split("\n\n", -1)) {
            assertTrue(java.contains(oneLine(paragraph)), paragraph);
        }
        assertEquals(all(ENDPOINT, java), all(ENDPOINT, python));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh.md"})
    void thePageNamesEveryProgramAndStartsNoOther(String page) throws IOException {
        String text = read(Path.of(page));
        Set<String> known = new TreeSet<>();
        for (String program : programs()) {
            String python = Language.pythonFile(program);
            known.addAll(List.of(program, python));
            assertTrue(
                    text.contains("| [" + program + "](" + JAVA_FOLDER.resolve(program + ".java") + ") | [" + python
                            + "](src/main/python/" + python + ") |"),
                    program);
        }
        List<String> started = all(STARTED, text);
        assertTrue(started.size() > 20, started.toString());
        assertTrue(known.containsAll(started), () -> started + " is not in " + known);
    }

    @Test
    void theScriptListsEveryProgram() throws IOException, InterruptedException {
        String list = String.join("\n", stage.start("run", List.of("./run")).linesToEnd());
        assertTrue(list.lines().allMatch(line -> line.length() <= 120), list);
        for (String program : programs()) {
            assertTrue(list.contains("  " + program + " "), program);
            assertTrue(list.contains(" " + Language.pythonFile(program) + " "), program);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nobody", "nobody.py", "Keyboard", "../run"})
    void theScriptRefusesWhatIsNoProgram(String name) throws InterruptedException {
        List<String> command = List.of("sh", "-c", "./run " + name + "; test $? = 1");
        assertEquals(
                List.of("run: there is no example " + name + "; examples/run lists them."),
                stage.start("run", command).linesToEnd());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HelloClient", "hello_client.py"})
    void theScriptExplainsAProgram(String name) throws InterruptedException {
        List<String> lines =
                stage.start("run", List.of("./run", name, "--help")).linesToEnd();
        assertEquals("Usage: examples/run " + name + " [ARGUMENT...]", lines.get(0));
        assertTrue(lines.get(2).startsWith("REQ: sends a request"), lines.toString());
        assertTrue(lines.get(4).startsWith("Arguments: endpoint to connect to"), lines.toString());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aWrongArgumentAndAPortInUseAreASentence(Language language) throws InterruptedException {
        List<String> wrong = failure(language, 2, "HelloServer", "tcp://127.0.0.1:*", "soon");
        assertEquals(1, wrong.size(), wrong.toString());
        assertTrue(wrong.get(0).contains("soon"), wrong.get(0));
        assertTrue(wrong.get(0).contains(" --help says what to give."), wrong.get(0));

        String taken = stage.start(language, "HelloServer", "tcp://127.0.0.1:*").bound();
        List<String> inUse = failure(language, 1, "HelloServer", taken);
        assertEquals(1, inUse.size(), inUse.toString());
    }

    /** What an example prints that is started as the script starts it and ends with that exit code. */
    private List<String> failure(Language language, int exitCode, String program, String... arguments)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; test $? = " + exitCode, "sh"));
        command.addAll(language.startedCommand(program));
        command.addAll(List.of(arguments));
        return stage.start(program + " in " + language, command).linesToEnd();
    }

    private static String javaSource(String program) {
        return read(JAVA_FOLDER.resolve(program + ".java"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text between the first two marks of three quotes. */
    private static String documentation(String python) {
        String mark = "\"\"\"";
        int start = python.indexOf(mark) + mark.length();
        return python.substring(start, python.indexOf(mark, start));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() == 0 ? result.group() : result.group(1))
                .collect(Collectors.toList());
    }
}
