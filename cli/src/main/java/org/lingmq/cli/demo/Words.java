package org.lingmq.cli.demo;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and counts words, and puts counts into the text that travels between processes: a line per word, the word, a
 * space, the count.
 *
 * <p>{@code worker.py} holds the same pattern. The ranges are spelled out so that both sides agree whatever release of
 * Unicode they know: Latin letters, then everything up to the punctuation at 2000, and the scripts of East Asia.
 */
final class Words {
    private static final String LETTER = "[A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u1FFF\\u3040-\\uD7FF]";
    private static final Pattern WORD = Pattern.compile(LETTER + "+(?:'" + LETTER + "+)*");
    private static final Pattern PART_OF_WORD = Pattern.compile(LETTER + "|'");

    private Words() {}

    /** Every word of a text in lower case, and how often it occurs. */
    static Map<String, Long> count(String text) {
        Map<String, Long> counts = new HashMap<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            counts.merge(word.group().toLowerCase(Locale.ROOT), 1L, Long::sum);
        }
        return counts;
    }

    static boolean anyIn(String text) {
        return WORD.matcher(text).find();
    }

    /** Whether a word may go on with this character: no text is cut before it. */
    static boolean partOfWord(char character) {
        return PART_OF_WORD.matcher(String.valueOf(character)).matches();
    }

    static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    static String write(Map<String, Long> counts) {
        StringBuilder lines = new StringBuilder();
        counts.forEach((word, count) ->
                lines.append(word).append(' ').append(count.longValue()).append('\n'));
        return lines.toString();
    }

    /** What {@link #write} wrote. */
    static Map<String, Long> read(String lines) {
        Map<String, Long> counts = new HashMap<>();
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            counts.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
        });
        return counts;
    }
}
