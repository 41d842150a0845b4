package org.lingmq.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Where the demo prints. Colours are for terminals only. Used by one thread. */
final class Screen {
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final int columns;
    private final boolean colours;
    private boolean begun;

    Screen(PrintWriter out, int columns, boolean colours) {
        this.out = out;
        this.columns = columns;
        this.colours = colours;
    }

    /**
     * The screen of this process. The launcher says in the property {@code ling.columns} how wide the terminal is; with
     * none there is no terminal.
     */
    static Screen ofProcess(PrintWriter out) {
        int columns = Integer.getInteger("ling.columns", 0);
        boolean colours = columns > 0 && System.getenv("NO_COLOR") == null;
        return new Screen(out, columns, colours);
    }

    /** The line above a part. */
    void title(String text) {
        if (begun) {
            line("");
        }
        begun = true;
        line(paint(BOLD, text));
    }

    /** A line, broken where the terminal ends; with values the text is a format. */
    void line(String format, Object... values) {
        String text = values.length == 0 ? format : format(format, values);
        List<String> lines = columns > 0 ? Columns.wrap(text, columns) : List.of(text);
        lines.forEach(out::println);
        out.flush();
    }

    /** A fact that was checked. */
    void checked(String format, Object... values) {
        line("   %s %s", paint(GREEN, "ok:"), format(format, values));
    }

    Progress progress(String task, int total) {
        return new Progress(task, total, columns);
    }

    /** Numbers as everybody reads them, whatever the language of this machine. */
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** So many of them: "1 piece", "2,000 pieces". */
    static String count(long number, String one, String more) {
        return format("%,d %s", number, number == 1 ? one : more);
    }

    private String paint(String colour, String text) {
        return colours ? colour + text + PLAIN : text;
    }
}
