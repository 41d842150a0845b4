package org.lingmq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.SocketType.PUSH;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.SocketType;

/** The pages say what is so: their programs compile, run and print what is printed beside them. */
class PagesTest {
    /** An option and its default, the first two columns of a table. */
    private static final Pattern OPTION_ROW = Pattern.compile("\\| `([A-Z0-9_]+)` \\| ([^|]*) \\|.*");

    /** In a cell: a method's name before its bracket, or a constant behind its type. */
    private static final Pattern OURS = Pattern.compile("\\b(\\w+)\\(|\\b[A-Z]\\w+\\.([A-Z_]+)\\b");

    private static final Set<String> OF_THE_JDK = Set.of("ofMillis", "ofSeconds", "ZERO", "getMessage");

    private static final Pattern TYPE_PAGE = Pattern.compile("docs/sockets/(\\w+)\\.md");
    private static final long MIB = 1L << 20;

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    static Stream<Program> programs() throws IOException {
        return pages().flatMap(page -> Program.of(page).stream());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsCompileAndPrintWhatThePageSays(Program program, @TempDir Path folder) throws Exception {
        assertEquals("", program.compile(folder), program::toString);
        if (program.servesForEver()) {
            return;
        }
        assertNotNull(program.output(), program + ": no text block with the output follows");
        assertEquals(String.join("\n", program.output()), String.join("\n", program.run(folder)), program::toString);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsAreShort(Program program) {
        assertTrue(program.length() <= 40, () -> program + " has " + program.length() + " lines");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Page page) {
        for (String link : page.linksInside()) {
            assertTrue(Files.exists(page.file().resolveSibling(link)), page + ": nothing is at " + link);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void optionsInTablesExistAndHaveThatDefault(Page page) {
        if (!page.name().matches("docs/(sockets/|transports/|options|migration).*")) {
            return;
        }
        Matcher typed = TYPE_PAGE.matcher(page.name());
        SocketType type = typed.matches() ? SocketType.valueOf(typed.group(1).toUpperCase(Locale.ROOT)) : PUSH;
        for (String line : page.lines()) {
            Matcher row = OPTION_ROW.matcher(line);
            if (row.matches()) {
                Option<?> option = Options.named(row.group(1));
                assertNotNull(option, page + ": there is no option " + row.group(1));
                assertTrue(!typed.matches() || option.types().contains(type), page + " has no " + option.name());
                assertEquals(shownDefault(option, type), row.group(2), page + ": " + option.name());
            }
        }
    }

    private static String shownDefault(Option<?> option, SocketType type) {
        Object value = option.defaultFor(type);
        if (option == Options.MAXMSGSIZE) {
            return "a quarter of the heap";
        }
        if (option == Options.HEARTBEAT_TIMEOUT) {
            return "as HEARTBEAT_IVL";
        }
        if (value instanceof Boolean on) {
            return on ? "on" : "off";
        }
        if (value instanceof Duration time) {
            return time.isNegative() ? "for ever" : time.isZero() ? "0" : shownTime(time);
        }
        if (value instanceof Long bytes && bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return value instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : "none";
    }

    private static String shownTime(Duration time) {
        if (time.toMillis() == 0 && !time.isZero()) {
            return time.toNanos() / 1000 + " us";
        }
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @ParameterizedTest
    @EnumSource(SocketType.class)
    void eachSocketTypeHasItsPage(SocketType type) throws IOException {
        Page page = Page.read("docs/sockets/" + type.name().toLowerCase(Locale.ROOT) + ".md");
        assertFalse(Program.of(page).isEmpty(), page + ": there is no program");
        List<String> missing = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            boolean onlySome = option.types().size() < SocketType.values().length;
            if (onlySome && option.types().contains(type) && !page.mentions("`" + option.name() + "`")) {
                missing.add(option.name());
            }
        }
        assertEquals(List.of(), missing, page + ": options of this type alone are not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc", "udp"})
    void eachTransportHasItsPage(String transport) throws IOException {
        Page page = Page.read("docs/transports/" + transport + ".md");
        assertFalse(Program.of(page).isEmpty(), page + ": there is no program");
    }

    /** The last column of the migration page names only what docs/api.txt or the JDK has. */
    @Test
    void migrationLeadsToCallsThatExist() throws IOException {
        String api = String.join("\n", Page.read("docs/api.txt").lines());
        Set<String> unknown = new TreeSet<>();
        int found = 0;
        for (String line : Page.read("docs/migration.md").lines()) {
            String[] cells = line.split("\\|");
            if (cells.length != 5) {
                continue;
            }
            Matcher name = OURS.matcher(cells[4]);
            while (name.find()) {
                found++;
                String word = name.group(1) == null ? name.group(2) : name.group(1);
                if (!api.matches("(?s).*\\b" + word + "\\b.*") && !OF_THE_JDK.contains(word)) {
                    unknown.add(word);
                }
            }
        }
        assertEquals(Set.of(), unknown);
        assertTrue(found > 100, "only " + found + " names were found");
    }

    @Test
    void aPageWithoutClosedBlockIsFound() {
        Page page = new Page("x.md", Path.of("x.md"), List.of("```java", "class X {}"));
        String sentence = assertThrows(AssertionError.class, page::blocks).getMessage();
        assertTrue(sentence.startsWith("x.md:1:"), sentence);
    }
}
