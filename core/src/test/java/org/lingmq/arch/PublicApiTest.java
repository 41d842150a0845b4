package org.lingmq.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lingmq.Context;

/**
 * What users can see is listed in docs/api.txt, so that every change of it is a visible diff. A wanted change is
 * written with {@code mvn test -pl core -Dtest=PublicApiTest -Dlingmq.update=true}.
 */
class PublicApiTest {
    private static final Path LISTING = Path.of(System.getProperty("basedir", "."), "..", "docs", "api.txt");
    private static final List<String> EXPORTED = List.of("org.lingmq", "org.lingmq.spi");

    @Test
    void listingShowsThePublicApi() throws IOException {
        StringBuilder text = new StringBuilder("The public API of lingmq-core, written by PublicApiTest.\n");
        for (String name : EXPORTED) {
            text.append("\npackage ").append(name).append('\n');
            publicTypes(name).forEach(type -> text.append('\n').append(ApiText.of(type)));
        }
        if (Boolean.getBoolean("lingmq.update")) {
            Files.createDirectories(LISTING.getParent());
            Files.writeString(LISTING, text);
        }
        List<String> listed = Files.readAllLines(LISTING);
        List<String> found = text.toString().lines().toList();
        assertEquals(
                "",
                marked("- ", listed, found) + marked("+ ", found, listed),
                "the public API is not what docs/api.txt lists; PublicApiTest says how to write a wanted change");
        assertEquals(listed, found, "the order in docs/api.txt");
    }

    private static String marked(String mark, List<String> lines, List<String> without) {
        return lines.stream()
                .filter(line -> !without.contains(line))
                .map(line -> mark + line + "\n")
                .collect(Collectors.joining());
    }

    /** Nested types come after the type that holds them: their names sort so. */
    private static Stream<Class<?>> publicTypes(String name) throws IOException {
        Path folder = CoreClasses.folder().resolve(name.replace('.', File.separatorChar));
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .toList()
                    .stream()
                    .<Class<?>>map(PublicApiTest::load)
                    .filter(ApiText::isVisible);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Context.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
