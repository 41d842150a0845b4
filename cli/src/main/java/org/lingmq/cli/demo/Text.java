package org.lingmq.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A text to work on, in memory. Used by one thread. */
final class Text {
    /** The text, its pieces and the counts have to fit into a small heap. */
    private static final int MAX_BYTES = 100 << 20;

    private static final String STANDARD_INPUT = "-";

    private static final long MAX_SOURCE_BYTES = 1L << 20;
    private static final Set<String> BUILD_FOLDERS = Set.of("target", "__pycache__");
    private static final int MIN_PIECE_CHARS = 64;
    private static final int MAX_PIECE_CHARS = 16 << 10;
    private static final int PIECES = 400;

    private final String origin;
    private final String content;
    private Map<String, Long> counts;

    /** A text and where it came from, for people. */
    Text(String origin, String content) {
        this.origin = origin;
        this.content = content;
    }

    /** The text of one file or pipe; {@code -} is standard input. */
    static Text of(Path file) {
        try {
            if (file.toString().equals(STANDARD_INPUT)) {
                return of("standard input", System.in);
            }
            if (Files.isDirectory(file)) {
                throw new DemoFailure(file + " is a folder; give --input a text file.");
            }
            if (!Files.exists(file)) {
                throw new DemoFailure("There is no file " + file + "; give --input a text file.");
            }
            try (InputStream stream = Files.newInputStream(file)) {
                return of(file.toString(), stream);
            }
        } catch (AccessDeniedException e) {
            throw new DemoFailure("You may not read " + file + "; give --input a text file that you may.");
        } catch (IOException e) {
            throw new DemoFailure("Cannot read " + file + ": " + e.getMessage() + ".");
        }
    }

    private static Text of(String origin, InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new DemoFailure(origin + " is larger than the 100 MiB that the demo takes.");
        }
        if (!isText(bytes)) {
            throw new DemoFailure(origin + " is no text; give --input a text in UTF-8.");
        }
        return new Text(origin, new String(bytes, StandardCharsets.UTF_8));
    }

    /** All text files below a folder, one after the other; hidden files and what a build wrote are left out. */
    static Text ofRepository(Path root) {
        try {
            List<Path> files = new ArrayList<>();
            Files.walkFileTree(root, new TextFiles(root, files));
            Collections.sort(files);
            StringBuilder content = new StringBuilder();
            int texts = 0;
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                if (isText(bytes)) {
                    content.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
                    texts++;
                }
            }
            return new Text("the " + texts + " text files of " + root, content.toString());
        } catch (IOException e) {
            throw new DemoFailure("Cannot read the text files of " + root + ": " + e.getMessage() + ".");
        }
    }

    String origin() {
        return origin;
    }

    boolean hasWords() {
        return Words.anyIn(content);
    }

    /** How often each word occurs, counted here and now by one thread: what all other counts are checked against. */
    Map<String, Long> counts() {
        if (counts == null) {
            counts = Words.count(content);
        }
        return counts;
    }

    /** The most frequent words, the most frequent first. */
    List<String> topWords(int limit) {
        return counts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The text in about 400 pieces of some KiB; none is cut inside a word, most end with a line. */
    List<String> pieces() {
        int size = Math.max(MIN_PIECE_CHARS, Math.min(MAX_PIECE_CHARS, content.length() / PIECES));
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < content.length()) {
            int end = endOfPiece(from + size, size);
            pieces.add(content.substring(from, end));
            from = end;
        }
        return pieces;
    }

    private int endOfPiece(int wanted, int size) {
        if (wanted >= content.length()) {
            return content.length();
        }
        int line = content.indexOf('\n', wanted);
        if (line >= 0 && line - wanted < size) {
            return line + 1;
        }
        int end = wanted;
        while (end < content.length()
                && (Words.partOfWord(content.charAt(end)) || Character.isLowSurrogate(content.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isText(byte[] bytes) {
        for (byte value : bytes) {
            if (value == 0) {
                return false;
            }
        }
        return true;
    }

    /** Gathers the files that may hold text. */
    private static final class TextFiles extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> files;

        TextFiles(Path root, List<Path> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean leftOut = !folder.equals(root) && (hidden(folder) || BUILD_FOLDERS.contains(name(folder)));
            return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !hidden(file) && attributes.size() <= MAX_SOURCE_BYTES) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean hidden(Path path) {
            return name(path).startsWith(".");
        }

        private static String name(Path path) {
            return String.valueOf(path.getFileName());
        }
    }
}
