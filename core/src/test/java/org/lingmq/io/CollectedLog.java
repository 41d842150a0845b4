package org.lingmq.io;

import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The log of all tests: what a test expects to be logged it collects and checks; the rest, from warnings on, is
 * printed.
 */
public final class CollectedLog extends System.LoggerFinder {

    private static final Map<String, List<String>> COLLECTED = new ConcurrentHashMap<>();

    /** Made by the JDK's service loader. */
    public CollectedLog() {
        // Nothing to set up.
    }

    /** From now on lines of the logger are kept instead of printed, until {@link #stop}. */
    public static List<String> collect(String logger) {
        List<String> lines = new CopyOnWriteArrayList<>();
        COLLECTED.put(logger, lines);
        return lines;
    }

    /** Lines of the logger are printed again. */
    public static void stop(String logger) {
        COLLECTED.remove(logger);
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Lines(name);
    }

    private record Lines(String name) implements System.Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.WARNING) >= 0;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String line, Throwable thrown) {
            if (!isLoggable(level)) {
                return;
            }
            List<String> lines = COLLECTED.get(name);
            if (lines != null) {
                lines.add(line);
                return;
            }
            System.err.println(level + " " + name + ": " + line);
            if (thrown != null) {
                thrown.printStackTrace();
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... values) {
            log(level, bundle, values == null ? format : MessageFormat.format(format, values), (Throwable) null);
        }
    }
}
