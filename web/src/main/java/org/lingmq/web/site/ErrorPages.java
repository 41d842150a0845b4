package org.lingmq.web.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What an error is answered with: for a missing page the site's {@code 404.html} or {@code error.html}; else a page of
 * our own for browsers, one line of text for everyone else. None is kept by caches.
 */
public final class ErrorPages extends ErrorHandler {
    private static final Map<Integer, String> SENTENCES = Map.ofEntries(
            Map.entry(400, "The request makes no sense to this server."),
            Map.entry(401, "This site asks for a name and a password."),
            Map.entry(403, "The server may not read this file."),
            Map.entry(404, "There is nothing at this address."),
            Map.entry(405, "This site can only be read: GET, HEAD and OPTIONS."),
            Map.entry(408, "The request took too long to come."),
            Map.entry(412, "The file is no longer what it was."),
            Map.entry(414, "The address is too long."),
            Map.entry(416, "The file does not have these bytes."),
            Map.entry(431, "The header of the request is too large."),
            Map.entry(503, "The server is stopping, or has too much to do; try again in a moment."),
            Map.entry(505, "This server speaks HTTP/1.1 and HTTP/2."));

    private final SiteFiles files;
    private final FixedFields fields;
    private final boolean ownPages;

    ErrorPages(SiteFiles files, FixedFields fields, boolean ownPages) {
        this.files = files;
        this.fields = fields;
        this.ownPages = ownPages;
        setShowStacks(false);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateCacheControl(Response response) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback)
            throws IOException {
        HttpFields.Mutable headers = response.getHeaders();
        // An answer to what was no request has been through no handler.
        fields.begin(headers);
        SiteFile page = code == HttpStatus.NOT_FOUND_404 && ownPages ? pageOfSite() : null;
        ByteBuffer body;
        if (page != null) {
            headers.put(HttpHeader.CONTENT_TYPE, Html.CONTENT_TYPE);
            body = page.content();
        } else if (request.getHeaders().contains(HttpHeader.ACCEPT, "text/html")) {
            headers.put(HttpHeader.CONTENT_TYPE, Html.CONTENT_TYPE);
            body = StandardCharsets.UTF_8.encode(html(code));
        } else {
            headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
            body = StandardCharsets.UTF_8.encode(
                    code + " " + HttpStatus.getMessage(code) + ". " + sentence(code) + "\n");
        }
        fields.finish(headers);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        response.write(true, body, callback);
    }

    /** A page that cannot be read must not turn a 404 into a 500. */
    private SiteFile pageOfSite() {
        for (String name : new String[] {"/404.html", "/error.html"}) {
            try {
                Found found = files.find(name);
                if (found != null && found.file().isInMemory()) {
                    return found.file();
                }
            } catch (IOException unreadable) {
                // The next one, then.
            }
        }
        return null;
    }

    private static String html(int code) {
        String title = code + " " + HttpStatus.getMessage(code);
        return Html.page(
                title,
                "<h1>" + Html.escape(title) + "</h1>\n<p>" + sentence(code) + "</p>\n"
                        + (code == HttpStatus.NOT_FOUND_404 ? "<p><a href=\"/\">To the first page</a></p>\n" : ""));
    }

    private static String sentence(int code) {
        return SENTENCES.getOrDefault(
                code, code >= 500 ? "The server failed; its log may say why." : "The request cannot be answered.");
    }
}
