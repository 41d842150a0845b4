package org.lingmq.cli.serve;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.lingmq.web.AccessLogFormat;
import org.lingmq.web.HttpWebServerBuilder;
import picocli.CommandLine.Option;

/** What the server says of what it does. */
final class SaidOptions {
    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Append a line for each request to this file; to standard error if not given.")
    private Path log;

    @Option(
            names = {"-q", "--quiet"},
            description = "No line for each request.")
    private boolean quiet;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "clf (Common Log Format) or json; clf if not given.")
    private String format = "clf";

    @Option(
            names = "--trace",
            description = "Print the head of each request and answer as it went over the wire, passwords included.")
    private boolean trace;

    /** Made by picocli. */
    SaidOptions() {}

    /**
     * Hands them on.
     *
     * @param err where lines go that no file was given for
     * @throws IllegalArgumentException with a sentence for the user
     */
    void apply(HttpWebServerBuilder server, PrintWriter err) {
        AccessLogFormat chosen = switch (format.toLowerCase(Locale.ROOT)) {
            case "clf" -> AccessLogFormat.CLF;
            case "json" -> AccessLogFormat.JSON;
            default -> throw new IllegalArgumentException("'" + format + "' is no format: choose clf or json.");
        };
        if (quiet && log != null) {
            throw new IllegalArgumentException("Choose one of --log and --quiet.");
        }
        if (log != null) {
            server.accessLog(log, chosen);
        } else if (!quiet) {
            server.accessLog(err, chosen);
        }
        if (trace) {
            server.trace(err);
        }
    }
}
