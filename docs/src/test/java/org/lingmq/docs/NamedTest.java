package org.lingmq.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test whose name begins with items of the checklist, such as {@code ZMTP_20_21_NULL_3_commandBetweenParts}.
 *
 * @param type the simple name of the class that declares it; contract suites are run by their subclasses
 * @param method the method's name
 * @param items what it names, such as ZMTP-20
 */
record NamedTest(String type, String method, Set<String> items) {
    private static final Pattern METHOD =
            Pattern.compile("^ +(?:public |protected |default )?void ([A-Z][A-Z0-9]*_\\w+)\\(");

    /** All such tests in the sources of all modules, sorted by title. */
    static List<NamedTest> all() throws IOException {
        List<NamedTest> tests = new ArrayList<>();
        for (Path source : sources()) {
            String type = source.getFileName().toString().replace(".java", "");
            for (String line : Files.readAllLines(source)) {
                Matcher method = METHOD.matcher(line);
                if (method.find()) {
                    tests.add(new NamedTest(type, method.group(1), itemsOf(method.group(1))));
                }
            }
        }
        tests.sort(Comparator.comparing(NamedTest::title));
        return tests;
    }

    /** Suites that other modules run are not below src/test: all sources are read. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules()) {
            Path folder = module.resolve("src");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    /** The folders that Maven builds. */
    static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Page.root())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }

    /** The items at the beginning of a name: letters, then one or more numbers; other capitals are passed over. */
    static Set<String> itemsOf(String method) {
        Set<String> items = new TreeSet<>();
        String group = "";
        for (String word : method.split("_")) {
            if (word.matches("[0-9]+")) {
                items.add(group + "-" + Integer.parseInt(word));
            } else if (word.matches("[A-Z][A-Z0-9]*")) {
                group = word;
            } else {
                break;
            }
        }
        return items;
    }

    String title() {
        return type + "." + method;
    }
}
