package org.lingmq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/conformance.md: each item of docs/conformance-items.txt is named by a test that ran, or has a reason. The
 * page is written anew with {@code mvn test -pl docs -am -Dtest=ConformanceTest -Dlingmq.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ConformanceTest {
    private static final Path PAGE = Page.root().resolve("docs/conformance.md");

    private final List<ConformanceItem> items;
    private final List<NamedTest> tests;

    ConformanceTest() throws IOException {
        items = ConformanceItem.all();
        tests = NamedTest.all();
    }

    private List<NamedTest> testsOf(ConformanceItem item) {
        return tests.stream().filter(test -> test.items().contains(item.name())).toList();
    }

    @Test
    void eachItemHasATestOrAReason() {
        List<String> without = items.stream()
                .filter(item -> item.reason().isEmpty() && testsOf(item).isEmpty())
                .map(ConformanceItem::name)
                .toList();
        assertEquals(List.of(), without, "no test is named after these, and docs/conformance-items.txt has no reason");
    }

    @Test
    void eachTestNamesItemsThatExist() {
        Set<String> groups = items.stream().map(ConformanceItem::group).collect(Collectors.toSet());
        Set<String> names = items.stream().map(ConformanceItem::name).collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        for (NamedTest test : tests) {
            for (String item : test.items()) {
                if (groups.contains(item.replaceFirst("-.*", "")) && !names.contains(item)) {
                    wrong.add(test.title() + " names " + item);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void eachTestRan() throws Exception {
        TestReports reports = TestReports.ofThisBuild();
        Set<String> never = new TreeSet<>();
        Set<String> skippedOnly = new TreeSet<>();
        for (ConformanceItem item : items) {
            List<NamedTest> mine = testsOf(item);
            mine.stream()
                    .filter(test -> !reports.ran().contains(test.method())
                            && !reports.skipped().contains(test.method()))
                    .forEach(test -> never.add(test.title()));
            if (!mine.isEmpty() && mine.stream().noneMatch(test -> reports.ran().contains(test.method()))) {
                skippedOnly.add(item.name());
            }
        }
        assertEquals(Set.of(), never, "these are not in the reports of this build; run the tests of all modules");
        assertEquals(Set.of(), skippedOnly, "all tests of these items were skipped");
    }

    @Test
    void pageShowsTheItemsAndTheirTests() throws IOException {
        String page = page();
        if (Boolean.getBoolean("lingmq.update")) {
            Files.writeString(PAGE, page);
        }
        List<String> written = Files.readAllLines(PAGE);
        List<String> wanted = page.lines().toList();
        assertEquals(
                "",
                marked("- ", written, wanted) + marked("+ ", wanted, written),
                "docs/conformance.md is not up to date; ConformanceTest says how to write it anew");
        assertEquals(wanted, written, "the order in docs/conformance.md");
    }

    private static String marked(String mark, List<String> lines, List<String> without) {
        return lines.stream()
                .filter(line -> !without.contains(line))
                .map(line -> mark + line + "\n")
                .collect(Collectors.joining());
    }

    private String page() {
        long tested = items.stream().filter(item -> !testsOf(item).isEmpty()).count();
        StringBuilder page = new StringBuilder("# Conformance\n\n")
                .append("What the ZeroMQ RFCs 23, 28 to 31 and 37 ask of a peer,\n")
                .append("and what it takes to work with libzmq, as a numbered checklist,\n")
                .append("with the tests that hold LingMQ to it. ConformanceTest writes this page from\n")
                .append("[conformance-items.txt](conformance-items.txt) and the names of the tests,\n")
                .append("and sees that they ran.\n\n")
                .append("Strength: M must, S should, O may, I interoperability with libzmq.\n\n")
                .append(items.size() + " items: " + tested + " tested, " + (items.size() - tested)
                        + " with a reason.\n");
        String group = "";
        for (ConformanceItem item : items) {
            if (!item.group().equals(group)) {
                group = item.group();
                page.append("\n## ")
                        .append(group)
                        .append("\n\n| Item | | What is asked | Tests |\n|---|---|---|---|\n");
            }
            page.append(item.row(testsOf(item))).append('\n');
        }
        return page.toString();
    }

    @Test
    void itemsAreReadFromNames() {
        assertEquals(Set.of("ZMTP-20", "ZMTP-21", "ZMTP-23"), NamedTest.itemsOf("ZMTP_20_21_23_wholeMessages"));
        assertEquals(
                Set.of("V-33", "ZMTP-18", "ZMTP-19"), NamedTest.itemsOf("V_33_ZMTP_18_ZMTP_19_T_DEC1_atItsHeader"));
        assertEquals(Set.of("HB-2"), NamedTest.itemsOf("HB_2_pongIn_5_seconds"));
    }

    @Test
    void aLineWithoutItsFieldsIsRefused() {
        assertEquals(
                new ConformanceItem("HB", 2, "M", "Answered.", "Not yet."),
                ConformanceItem.parse("HB-2 | M | Answered. | Not yet."));
        assertEquals("", ConformanceItem.parse("HB-2 | M | Answered.").reason());
        assertThrows(AssertionError.class, () -> ConformanceItem.parse("HB-2 | X | Answered."));
        assertThrows(AssertionError.class, () -> ConformanceItem.parse("HB-2 | M | Answered. |"));
    }
}
