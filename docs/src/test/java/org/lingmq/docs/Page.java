package org.lingmq.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation.
 *
 * @param name its path from the root of the project, with slashes
 * @param file where it lies
 * @param lines its text
 */
record Page(String name, Path file, List<String> lines) {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final String FENCE = "```";

    /** A fenced block: the line it begins at, counted from 1, its language, and what is in it. */
    record Block(int line, String language, List<String> text) {}

    /** Where the project lies. */
    static Path root() {
        return ROOT;
    }

    static Page read(String name) throws IOException {
        Path file = ROOT.resolve(name);
        return new Page(name, file, Files.readAllLines(file));
    }

    /** All pages of the folder docs and of the root, sorted by name. */
    static List<Page> all() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(file -> names.add(ROOT.relativize(file).toString().replace('\\', '/')));
        }
        List<Page> pages = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            pages.add(read(name));
        }
        return pages;
    }

    /** The fenced blocks, in order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Block open = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith(FENCE)) {
                if (open != null) {
                    open.text.add(line);
                }
            } else if (open == null) {
                open = new Block(i + 1, line.substring(FENCE.length()).strip(), new ArrayList<>());
            } else {
                blocks.add(open);
                open = null;
            }
        }
        if (open != null) {
            throw new AssertionError(name + ":" + open.line + ": the block is never closed");
        }
        return blocks;
    }

    /** Where the links lead that stay in the project; without what follows a #. */
    List<String> linksInside() {
        List<String> links = new ArrayList<>();
        for (String line : lines) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.contains("://") && !target.startsWith("mailto:")) {
                    links.add(target);
                }
            }
        }
        return links;
    }

    boolean mentions(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    @Override
    public String toString() {
        return name;
    }
}
