package org.lingmq.web.site;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
import org.eclipse.jetty.util.VirtualThreads;

/**
 * Answers requests with the files of a site.
 *
 * <p>What is in memory is sent by the thread that read the request; whatever may wait for a disk is done by another, a
 * virtual one where Java has them.
 */
public final class SiteHandler extends Handler.Abstract {
    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");

    private final Site site;
    private final SiteOptions options;
    private final SiteFiles files;
    private final FileAnswer answer;

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
        this.files = new SiteFiles(site, clock, aside, options.html());
        this.answer = new FileAnswer(fields, options.maxAgeSeconds());
    }

    /** The pages that errors are answered with: those of the site, else our own. */
    public ErrorPages errorPages(FixedFields fields) {
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
                answer.send(known, known.choose(request.getHeaders()), request, response, callback);
            }
        } else if (HttpMethod.OPTIONS.is(method)) {
            response.getHeaders().put(ALLOW);
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

    private void findOrFail(Request request, Response response, Callback callback) {
        try {
            find(request, response, callback);
        } catch (AccessDeniedException forbidden) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        } catch (IOException | RuntimeException failed) {
            Response.writeError(request, response, callback, failed);
        }
    }

    private void find(Request request, Response response, Callback callback) throws IOException {
        Found found = options.page() == null ? files.find(pathOfFile(request)) : files.read(options.page());
        String path = request.getHttpURI().getDecodedPath();
        if (found != null) {
            send(found, request, response, callback);
        } else if (isFolder(path)) {
            showFolder(path, request, response, callback);
        } else {
            showMissing(request, response, callback);
        }
    }

    private boolean isFolder(String path) throws IOException {
        Path place = site.locate(path);
        if (place == null || !SiteFile.isThere(place)) {
            return false;
        }
        Path real = site.resolve(place);
        return real != null && Files.isDirectory(real);
    }

    private void showFolder(String path, Request request, Response response, Callback callback) throws IOException {
        if (!path.endsWith("/")) {
            redirectIntoFolder(request, response, callback);
        } else if (options.list()) {
            new Listing(site, site.locate(path), path).answer(request, response, callback);
        } else {
            showMissing(request, response, callback);
        }
    }

    /** To the same name with a slash, relative, so that it also holds behind a proxy that serves us under a prefix. */
    private static void redirectIntoFolder(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        String name = path.substring(path.lastIndexOf('/') + 1);
        response.getHeaders().put(HttpHeader.LOCATION, "./" + name + "/" + (query == null ? "" : "?" + query));
        // Without it browsers keep the redirection for ever, also when a file takes the folder's place.
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.setStatus(HttpStatus.MOVED_PERMANENTLY_301);
        callback.succeeded();
    }

    private void showMissing(Request request, Response response, Callback callback) throws IOException {
        Found page = options.fallback() != null && isNavigation(request.getHeaders())
                ? files.find(options.fallback())
                : null;
        if (page == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        } else {
            send(page, request, response, callback);
        }
    }

    /** Is a page asked for that a person will look at, and not a script, a style or a picture? */
    private static boolean isNavigation(HttpFields request) {
        String mode = request.get("Sec-Fetch-Mode");
        return mode == null ? request.contains(HttpHeader.ACCEPT, "text/html") : mode.equals("navigate");
    }

    private void send(Found found, Request request, Response response, Callback callback) {
        Coding coding = found.choose(request.getHeaders());
        SiteFile file = found.representation(coding);
        CompletableFuture<HttpField> tag = file.etag();
        if (tag.isDone() || !Preconditions.needTag(request.getHeaders())) {
            answer.send(found, coding, request, response, callback);
            return;
        }
        // The client names a tag: what it has in hand may save it all of a large file.
        CompletableFuture<Void> unused = tag.handle((known, failure) -> known)
                .thenRunAsync(
                        () -> answer.send(found, coding, request, response, callback),
                        VirtualThreads.getExecutor(request.getComponents().getExecutor()))
                .exceptionally(failed -> {
                    Response.writeError(request, response, callback, failed);
                    return null;
                });
    }
}
