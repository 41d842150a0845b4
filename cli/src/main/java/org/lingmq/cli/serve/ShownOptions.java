package org.lingmq.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lingmq.web.HttpWebServerBuilder;
import picocli.CommandLine.Option;

/** What is shown, and how. */
final class ShownOptions {
    @Option(names = "--page", paramLabel = "FILE", description = "Answer every path with this one page.")
    private Path page;

    @Option(names = "--list", description = "Show what is in a folder without index.html: a page, or JSON by Accept.")
    private boolean list;

    @Option(
            names = "--spa",
            description = "Answer navigations to missing pages with index.html and status 200, for programs in the"
                    + " browser that make up paths.")
    private boolean singlePage;

    @Option(names = "--spa-page", paramLabel = "FILE", description = "The same with another page of the folder.")
    private String fallback;

    @Option(
            names = "--live-reload",
            description = "Reload pages in the browser when files change: adds a script to HTML pages.")
    private boolean liveReload;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = Span.class,
            description = "How long browsers need not ask whether a file changed; 0 if not given: they ask each time.")
    private Duration maxAge = Duration.ZERO;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Add this header to every answer; may be given several times.")
    private final List<String> headers = new ArrayList<>();

    @Option(names = "--cors", description = "Let all pages of the web read the files in the browser.")
    private boolean anyOrigin;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description = "Let the pages of this origin read them, as https://example.org; may be given several times.")
    private final List<String> origins = new ArrayList<>();

    @Option(names = "--hidden", description = "Serve names that start with a dot, too.")
    private boolean hidden;

    @Option(names = "--follow-symlinks", description = "Follow links that lead out of the folder.")
    private boolean followLinks;

    /** Made by picocli. */
    ShownOptions() {}

    /**
     * Hands them on.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void apply(HttpWebServerBuilder server) {
        if (page != null) {
            server.page(page);
        }
        if (singlePage || fallback != null) {
            server.fallback(fallback == null ? "index.html" : fallback);
        }
        if (anyOrigin) {
            server.cors("*");
        }
        server.list(list).hidden(hidden).followLinks(followLinks).maxAge(maxAge).liveReload(liveReload);
        origins.forEach(server::cors);
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("'" + header + "' is no header: write 'NAME: VALUE'.");
            }
            server.header(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
    }

    /** Is a folder without index.html a page that is missing? */
    boolean needsIndex() {
        return page == null && !list;
    }

    /** The one page, null for a folder. */
    Path page() {
        return page;
    }
}
