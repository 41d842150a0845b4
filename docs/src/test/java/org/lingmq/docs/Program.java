package org.lingmq.docs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.lingmq.Context;

/**
 * A Java program on a page.
 *
 * @param page the page's name
 * @param line where the program begins there
 * @param source its text
 * @param output what the page says it prints, lines; null when the page does not say
 */
record Program(String page, int line, String source, List<String> output) {
    private static final Pattern CLASS = Pattern.compile("\\bclass (\\w+)");
    private static final long LIMIT_S = 120;

    /** The programs of a page: its blocks marked java, each with the text block right behind it. */
    static List<Program> of(Page page) {
        List<Program> programs = new ArrayList<>();
        List<Page.Block> blocks = page.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Page.Block block = blocks.get(i);
            if (block.language().equals("java")) {
                boolean saysOutput =
                        i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
                programs.add(new Program(
                        page.name(),
                        block.line(),
                        String.join("\n", block.text()),
                        saysOutput ? blocks.get(i + 1).text() : null));
            }
        }
        return programs;
    }

    String className() {
        Matcher found = CLASS.matcher(source);
        if (!found.find()) {
            throw new AssertionError(this + ": there is no class");
        }
        return found.group(1);
    }

    /** How many lines of the program are neither empty nor imports. */
    long length() {
        return source.lines()
                .filter(text -> !text.isBlank() && !text.startsWith("import "))
                .count();
    }

    /** Servers, which are compiled and not run. */
    boolean servesForEver() {
        return source.contains("while (true)") || source.contains("new HttpWebServer(8000).start()");
    }

    /** Compiles the program into a folder; returns what the compiler complains of, warnings included. */
    String compile(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-d", folder.toString(), "-cp", libraries(), "--release", "17", "-Xlint:all,-path");
        boolean compiled = compiler.getTask(complaints, null, null, options, null, List.of(sourceFile()))
                .call();
        return compiled || !complaints.toString().isEmpty() ? complaints.toString() : "it does not compile";
    }

    private JavaFileObject sourceFile() {
        URI name = URI.create("string:///" + className() + JavaFileObject.Kind.SOURCE.extension);
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    /** Runs the compiled program in a process of its own; returns the lines it printed, errors included. */
    List<String> run(Path folder) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dstdout.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        folder + File.pathSeparator + libraries(),
                        className())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(this + " did not end; it printed " + Files.readAllLines(printed));
        }
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(printed)) {
            // Blanks at the end of a line do not survive editors.
            lines.add(line.stripTrailing());
        }
        if (process.exitValue() != 0) {
            lines.add("exit code " + process.exitValue());
        }
        return lines;
    }

    /** What a user of this program has: the library alone, or the web server and what that stands on. */
    private String libraries() {
        return source.contains("org.lingmq.web.") ? System.getProperty("java.class.path") : core();
    }

    /** Where core's classes are. */
    private static String core() {
        try {
            return Path.of(Context.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
