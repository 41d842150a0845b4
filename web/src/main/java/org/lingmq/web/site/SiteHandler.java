package org.lingmq.web.site;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * Answers requests with the files of a site.
 *
 * <p>What is in memory is sent by the thread that read the request; whatever may wait for a disk is done by another, a
 * virtual one where Java has them.
 */
public final class SiteHandler extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger("org.lingmq.web");
    private static final long LONGEST_WAIT_FOR_TAG_S = 5;
    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");

    private final Site site;
    private final SiteOptions options;
    private final SiteFiles files;
    private final FileAnswer answer;
    private final FixedFields fields;
    private volatile Found page;

    /**
     * A handler.
     *
     * @param fields what every answer bears
     * @param clock tells how old a change is
     * @param aside where large files are read for their tags: it may be kept busy for long
     */
    public SiteHandler(Site site, SiteOptions options, FixedFields fields, InstantSource clock, Executor aside) {
        super(InvocationType.NON_BLOCKING);
        this.site = site;
        this.options = options;
        this.files = new SiteFiles(site, clock, System::nanoTime, aside, options.html());
        this.fields = fields;
        this.answer = new FileAnswer(fields, options.maxAgeSeconds());
    }

    /** The pages that errors are answered with: those of the site, else our own. */
    public ErrorPages errorPages() {
        return new ErrorPages(files, fields, options.page() == null);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String method = request.getMethod();
        if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)) {
            Found known = options.page() == null ? files.inMemory(pathOfFile(request)) : null;
            if (known == null) {
                VirtualThreads.execute(
                        request.getComponents().getExecutor(), () -> findOrFail(request, response, callback));
            } else {
                answer.send(known, known.choose(request.getHeaders()), true, request, response, callback);
            }
        } else if (HttpMethod.OPTIONS.is(method)) {
            response.getHeaders().put(ALLOW);
            fields.finish(response.getHeaders());
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
        } else {
            response.getHeaders().put(ALLOW);
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        }
        return true;
    }

    /** The path of the file that a request is for: in a folder that is its index. */
    private static String pathOfFile(Request request) {
        String path = String.valueOf(request.getHttpURI().getDecodedPath());
        return path.endsWith("/") ? path + "index.html" : path;
    }

    /** Whatever goes wrong, the client gets an answer. */
    private void findOrFail(Request request, Response response, Callback callback) {
        try {
            find(request, response, callback);
        } catch (AccessDeniedException forbidden) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        } catch (Throwable failed) {
            LOG.log(
                    Level.WARNING,
                    "{0} cannot be answered: {1}",
                    request.getHttpURI().getPath(),
                    failed);
            FileAnswer.forget(response.getHeaders());
            Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
        }
    }

    private void find(Request request, Response response, Callback callback) throws IOException {
        String path = request.getHttpURI().getDecodedPath();
        Found found = options.page() == null ? files.find(pathOfFile(request)) : page();
        if (found != null) {
            send(found, true, request, response, callback);
        } else if (isFolder(path)) {
            showFolder(path, request, response, callback);
        } else {
            showMissing(request, response, callback);
        }
    }

    /** The one page; null when it has gone. */
    private Found page() throws IOException {
        try {
            page = files.read(options.page(), page);
            return page;
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private boolean isFolder(String path) throws IOException {
        Path place = options.page() == null ? site.locate(path) : null;
        if (place == null || !SiteFile.isThere(place)) {
            return false;
        }
        Path real = site.resolve(place);
        return real != null && Files.isDirectory(real);
    }

    private void showFolder(String path, Request request, Response response, Callback callback) throws IOException {
        if (!path.endsWith("/")) {
            redirectIntoFolder(path, request, response, callback);
        } else if (options.list()) {
            new Listing(site, fields, site.locate(path), path).answer(request, response, callback);
        } else {
            showMissing(request, response, callback);
        }
    }

    /** To the same name with a slash, relative, so that it also holds behind a proxy that serves us under a prefix. */
    private void redirectIntoFolder(String path, Request request, Response response, Callback callback) {
        String query = request.getHttpURI().getQuery();
        String name = URIUtil.encodePath(path.substring(path.lastIndexOf('/') + 1));
        String place = "./" + name + "/" + (query == null ? "" : "?" + ascii(query));
        response.getHeaders().put(HttpHeader.LOCATION, place);
        // Without it browsers keep the redirection for ever, also when a file takes the folder's place.
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        fields.finish(response.getHeaders());
        response.setStatus(HttpStatus.MOVED_PERMANENTLY_301);
        callback.succeeded();
    }

    /** What may not stand in a URI, as the client typed it, with percent signs. */
    private static String ascii(String typed) {
        StringBuilder uri = new StringBuilder();
        for (byte one : typed.getBytes(StandardCharsets.UTF_8)) {
            if (one > ' ' && one < 0x7f) {
                uri.append((char) one);
            } else {
                uri.append(String.format("%%%02X", one));
            }
        }
        return uri.toString();
    }

    private void showMissing(Request request, Response response, Callback callback) throws IOException {
        Found fallback = options.fallback() != null && isNavigation(request.getHeaders())
                ? files.find(options.fallback())
                : null;
        if (fallback == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        } else {
            // The same address has something else for a script: no cache may mix them up.
            response.getHeaders().add(HttpHeader.VARY, "Accept, Sec-Fetch-Mode");
            send(fallback, false, request, response, callback);
        }
    }

    /** Is a page asked for that a person will look at, and not a script, a style or a picture? */
    private static boolean isNavigation(HttpFields request) {
        String mode = request.get("Sec-Fetch-Mode");
        return mode == null ? request.contains(HttpHeader.ACCEPT, "text/html") : mode.equals("navigate");
    }

    private void send(Found found, boolean mayAge, Request request, Response response, Callback callback) {
        Coding coding = found.choose(request.getHeaders());
        CompletableFuture<HttpField> tag = found.representation(coding).etag();
        if (tag.isDone() || !Preconditions.needTag(request.getHeaders())) {
            answer.send(found, coding, mayAge, request, response, callback);
            return;
        }
        // The client names a tag: what it has in hand may save it all of a large file.
        CompletableFuture<Void> unused = tag.copy()
                .completeOnTimeout(null, LONGEST_WAIT_FOR_TAG_S, TimeUnit.SECONDS)
                .thenRunAsync(
                        () -> answer.send(found, coding, mayAge, request, response, callback),
                        VirtualThreads.getExecutor(request.getComponents().getExecutor()))
                .exceptionally(failed -> {
                    Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
                    return null;
                });
    }
}
