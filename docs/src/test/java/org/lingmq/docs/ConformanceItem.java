package org.lingmq.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of docs/conformance-items.txt.
 *
 * @param group its letters, such as ZMTP
 * @param number its number in the group
 * @param strength M, S, O or I
 * @param wording what is asked
 * @param reason why it has no test, or what the test leaves out; empty when there is nothing to say
 */
record ConformanceItem(String group, int number, String strength, String wording, String reason) {
    private static final Path LIST = Page.root().resolve("docs/conformance-items.txt");
    private static final Pattern LINE =
            Pattern.compile("([A-Z]+)-([1-9][0-9]*) \\| ([MSOI]) \\| ([^|]+\\.)( \\| ([^|]+\\.))?");

    /** The whole list, in its order. */
    static List<ConformanceItem> all() throws IOException {
        List<ConformanceItem> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(LIST)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            ConformanceItem item = parse(line);
            if (!names.add(item.name())) {
                throw new AssertionError(item.name() + " stands twice in " + LIST.getFileName());
            }
            items.add(item);
        }
        return items;
    }

    static ConformanceItem parse(String line) {
        var found = LINE.matcher(line);
        if (!found.matches()) {
            throw new AssertionError("not item | strength | sentence. | reason. : " + line);
        }
        return new ConformanceItem(
                found.group(1),
                Integer.parseInt(found.group(2)),
                found.group(3),
                found.group(4),
                found.group(6) == null ? "" : found.group(6));
    }

    String name() {
        return group + "-" + number;
    }

    /** This item as a row of the page's tables. */
    String row(List<NamedTest> tests) {
        List<String> lines = new ArrayList<>();
        for (NamedTest test : tests) {
            lines.add("`" + test.title() + "`");
        }
        if (!reason.isEmpty()) {
            lines.add(reason);
        }
        return "| " + name() + " | " + strength + " | " + wording + " | " + String.join("<br>", lines) + " |";
    }
}
