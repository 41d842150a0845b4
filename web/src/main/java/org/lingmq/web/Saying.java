package org.lingmq.web;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.lingmq.web.wire.AccessLog;
import org.lingmq.web.wire.LineWriter;
import org.lingmq.web.wire.LogFile;
import org.lingmq.web.wire.LogFormat;
import org.lingmq.web.wire.Trace;
import org.lingmq.web.wire.WireWatch;

/** What a server says of its work: the access log and the trace. */
final class Saying implements AutoCloseable {
    private final AccessLog log;
    private final LineWriter traceLines;

    /**
     * Opens both, where they are wanted.
     *
     * @throws IOException if the log file cannot be opened
     */
    Saying(HttpWebServerBuilder options) throws IOException {
        this.log = log(options);
        this.traceLines = options.trace == null
                ? null
                : new LineWriter(new Unclosed(options.trace), lost -> "(" + lost + " heads left out)\n");
    }

    private static AccessLog log(HttpWebServerBuilder options) throws IOException {
        LogFormat format = LogFormat.valueOf(options.logFormat.name());
        if (options.logFile != null) {
            return new AccessLog(format, opened(options.logFile), Clock.system(ZoneId.systemDefault()));
        }
        return options.log == null
                ? null
                : new AccessLog(format, new Unclosed(options.log), Clock.system(ZoneId.systemDefault()));
    }

    private static Writer opened(Path file) throws IOException {
        try {
            return LogFile.open(file.toString());
        } catch (NoSuchFileException noFolder) {
            throw new IOException("The log " + file + " cannot be made: its folder is not there.", noFolder);
        }
    }

    WireWatch watch() {
        return new WireWatch(log, traceLines == null ? null : new Trace(traceLines::write));
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
        if (traceLines != null) {
            traceLines.close();
        }
    }

    /** What we did not open is not ours to close. */
    private static final class Unclosed extends FilterWriter {
        Unclosed(Writer out) {
            super(out);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            out.write(text, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
