package org.lingmq.cli.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * How much room text takes on a terminal: a Chinese character takes two columns, an accent by itself and colour none.
 */
final class Columns {
    private static final char ESCAPE = '\u001b';
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, // the beginnings of Korean syllables
        {0x2E80, 0x303E}, // radicals, punctuation
        {0x3041, 0xA4CF}, // kana, Han, Yi
        {0xAC00, 0xD7A3}, // Korean
        {0xF900, 0xFAFF}, // more Han
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60}, // full-width Latin
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1FAFF}, // pictures
        {0x20000, 0x3FFFD}, // still more Han
    };

    private Columns() {}

    /** How many columns a text takes. */
    static int of(String text) {
        int columns = 0;
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == ESCAPE) {
                i = text.indexOf('m', i) + 1;
                continue;
            }
            int codePoint = text.codePointAt(i);
            columns += of(codePoint);
            i += Character.charCount(codePoint);
        }
        return columns;
    }

    private static int of(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
                return 0;
            }
            default -> {
                for (int[] range : WIDE) {
                    if (codePoint >= range[0] && codePoint <= range[1]) {
                        return 2;
                    }
                }
                return 1;
            }
        }
    }

    /** The text, with blanks behind it up to so many columns; what is too long is cut. */
    static String fit(String text, int columns) {
        String fitting = of(text) <= columns ? text : cut(text, columns - 1) + "…";
        return fitting + " ".repeat(Math.max(0, columns - of(fitting)));
    }

    private static String cut(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            if (taken + of(codePoint) > columns) {
                break;
            }
            taken += of(codePoint);
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    /** A line broken between words, so that each piece fits; those behind the first are set in a little further. */
    static List<String> wrap(String line, int columns) {
        if (of(line) <= columns) {
            return List.of(line);
        }
        String indent = " ".repeat(line.length() - line.stripLeading().length());
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder(indent);
        boolean begun = false;
        for (String word : line.strip().split(" ")) {
            if (begun && of(current.toString()) + 1 + of(word) > columns) {
                lines.add(current.toString());
                current = new StringBuilder(indent).append("   ").append(word);
            } else {
                current.append(begun ? " " : "").append(word);
            }
            begun = true;
        }
        lines.add(current.toString());
        return lines;
    }
}
