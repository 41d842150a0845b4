package org.lingmq.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.lingmq.web.auth.BasicAuth;
import org.lingmq.web.auth.PasswordFile;
import org.lingmq.web.live.FolderWatch;
import org.lingmq.web.live.Injection;
import org.lingmq.web.live.LiveReload;
import org.lingmq.web.site.ErrorPages;
import org.lingmq.web.site.FixedFields;
import org.lingmq.web.site.Site;
import org.lingmq.web.site.SiteHandler;
import org.lingmq.web.site.SiteOptions;

/** What a server shows, and to whom: the site, and what stands in front of it. */
final class Showing implements AutoCloseable {
    private final HttpWebServerBuilder options;
    private final ExecutorService aside;
    private final SiteHandler site;
    private final ErrorPages errorPages;
    private final Handler handler;
    private FolderWatch watch;

    /**
     * Looks at the folder or page, and at the passwords.
     *
     * @throws IOException if one of them is not there or cannot be read
     */
    Showing(HttpWebServerBuilder options, FixedFields fields) throws IOException {
        this.options = options;
        Site folder = new Site(checkedFolder(), options.hidden, options.followLinks);
        UnaryOperator<byte[]> html = options.liveReload ? Injection::into : null;
        SiteOptions shown = new SiteOptions(options.list, options.fallback, checkedPage(), maxAgeSeconds(), html);
        PasswordFile passwords = passwords(folder);
        if (options.key != null) {
            requireUnseen(folder, options.key, "The private key");
        }
        this.aside = Executors.newSingleThreadExecutor(Showing::daemon);
        this.site = new SiteHandler(folder, shown, fields, InstantSource.system(), aside);
        this.errorPages = site.errorPages();
        Handler inner = live(folder);
        this.handler = new GracefulHandler(cors(passwords == null ? inner : new BasicAuth(passwords, inner)));
    }

    /** What is to be loaded anew must not be kept by browsers. */
    private long maxAgeSeconds() {
        return options.liveReload ? 0 : options.maxAge.toSeconds();
    }

    private PasswordFile passwords(Site folder) throws IOException {
        if (options.passwords == null) {
            return null;
        }
        requireUnseen(folder, options.passwords, "The file of passwords");
        try {
            return PasswordFile.open(options.passwords);
        } catch (IllegalArgumentException sentence) {
            throw new IOException(sentence.getMessage(), sentence);
        }
    }

    /** What must stay secret must not lie where it is served. */
    private void requireUnseen(Site folder, Path secret, String what) throws IOException {
        if (options.page == null && Files.exists(secret) && folder.showsReal(secret.toRealPath())) {
            throw new IOException(
                    what + " " + secret + " would be served like any other file: move it out of the folder"
                            + (options.hidden ? "." : ", or let its name start with a dot."));
        }
    }

    private Path checkedFolder() throws IOException {
        if (options.page != null) {
            // Nothing of the page's own folder is served.
            Path parent = options.page.toAbsolutePath().getParent();
            return parent == null ? options.page : parent;
        }
        if (!Files.exists(options.folder)) {
            throw new NoSuchFileException(options.folder.toString(), null, "there is no such folder");
        }
        if (!Files.isDirectory(options.folder)) {
            throw new NotDirectoryException(options.folder.toString());
        }
        checkFallback();
        return options.folder;
    }

    /** A fallback that is not there would be found out only by who needs it. */
    private void checkFallback() throws IOException {
        if (options.fallback != null && !Files.isRegularFile(options.folder.resolve(options.fallback.substring(1)))) {
            throw new NoSuchFileException(
                    options.fallback.substring(1),
                    null,
                    "there is no such page in "
                            + options.folder.toAbsolutePath().normalize());
        }
    }

    private Path checkedPage() throws IOException {
        if (options.page == null) {
            return null;
        }
        if (!Files.exists(options.page)) {
            throw new NoSuchFileException(options.page.toString(), null, "there is no such page");
        }
        if (!Files.isRegularFile(options.page)) {
            throw new IOException(options.page + " is no file; --page takes one.");
        }
        return options.page;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lingmq-web-tags");
        thread.setDaemon(true);
        return thread;
    }

    private Handler live(Site folder) throws IOException {
        if (!options.liveReload) {
            return site;
        }
        LiveReload live = new LiveReload(site);
        if (options.page == null) {
            // A log in the folder changes with each request: pages would load anew for ever.
            Set<Path> log = options.logFile == null ? Set.of() : Set.of(options.logFile);
            watch = FolderWatch.start(folder.root(), log, live::changed);
        } else {
            watch = FolderWatch.ofFile(options.page, live::changed);
        }
        return live;
    }

    private Handler cors(Handler inner) {
        if (options.origins.isEmpty()) {
            return inner;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(patterns(options.origins));
        cors.setAllowedMethods(Set.of("GET", "HEAD", "OPTIONS"));
        // The star does not stand for this one (Fetch, section 3.3.2).
        cors.setAllowedHeaders(Set.of("*", "Authorization"));
        cors.setExposedHeaders(Set.of("Content-Length", "Content-Range", "ETag"));
        cors.setAllowCredentials(false);
        cors.setHandler(inner);
        return cors;
    }

    /** Jetty takes patterns; an origin means itself. */
    private static Set<String> patterns(Set<String> origins) {
        return origins.contains("*")
                ? Set.of("*")
                : origins.stream().map(Pattern::quote).collect(Collectors.toUnmodifiableSet());
    }

    /** The outermost handler. */
    Handler handler() {
        return handler;
    }

    ErrorPages errorPages() {
        return errorPages;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        aside.shutdownNow();
    }
}
