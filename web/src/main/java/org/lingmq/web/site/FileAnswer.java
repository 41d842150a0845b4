package org.lingmq.web.site;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.ByteRange;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends a file, or as much of it as is asked for: RFC 9110 sections 13 (conditions) and 14 (ranges). */
final class FileAnswer {
    private static final HttpField ACCEPT_RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final int READ_BYTES = 128 * 1024;

    private final FixedFields fields;
    private final HttpField cacheControl;

    /**
     * An answer.
     *
     * @param maxAgeSeconds 0: clients ask each time, which is cheap with a tag
     */
    FileAnswer(FixedFields fields, long maxAgeSeconds) {
        this.fields = fields;
        this.cacheControl = new PreEncodedHttpField(
                HttpHeader.CACHE_CONTROL, maxAgeSeconds == 0 ? "no-cache" : "max-age=" + maxAgeSeconds);
    }

    void send(Found found, Coding coding, Request request, Response response, Callback callback) {
        SiteFile file = found.representation(coding);
        HttpFields.Mutable headers = response.getHeaders();
        describe(found, file, headers);
        switch (Preconditions.evaluate(
                request.getHeaders(), file.tag(), file.stamp().modifiedMs())) {
            case NOT_MODIFIED -> {
                // The length of what is not sent; left alone, Jetty would say 0.
                headers.put(file.contentLength());
                fields.finish(headers);
                response.setStatus(HttpStatus.NOT_MODIFIED_304);
                callback.succeeded();
            }
            case FAILED -> {
                forget(headers);
                Response.writeError(request, response, callback, HttpStatus.PRECONDITION_FAILED_412);
            }
            case SEND -> {
                headers.put(ACCEPT_RANGES);
                headers.put(found.contentType());
                if (coding != null) {
                    headers.put(coding.field());
                }
                sendBytes(found, file, request, response, callback);
            }
        }
    }

    /** What is also said of a file that is not sent (RFC 9110 section 15.4.5). */
    private void describe(Found found, SiteFile file, HttpFields.Mutable headers) {
        headers.put(cacheControl);
        headers.put(file.lastModified());
        HttpField etag = file.etag().getNow(null);
        if (etag != null) {
            headers.put(etag);
        }
        if (!found.siblings().isEmpty()) {
            headers.add(VARY);
        }
    }

    /** An error is not the file. */
    private static void forget(HttpFields.Mutable headers) {
        headers.remove(HttpHeader.LAST_MODIFIED);
        headers.remove(HttpHeader.ETAG);
        headers.remove(HttpHeader.ACCEPT_RANGES);
        headers.remove(HttpHeader.CONTENT_TYPE);
        headers.remove(HttpHeader.CONTENT_ENCODING);
    }

    private void sendBytes(Found found, SiteFile file, Request request, Response response, Callback callback) {
        HttpFields asked = request.getHeaders();
        // A Range is for GET alone (RFC 9110 section 14.2).
        String range = HttpMethod.GET.is(request.getMethod()) ? asked.get(HttpHeader.RANGE) : null;
        if (range == null
                || !Preconditions.rangeHolds(asked, file.tag(), file.stamp().modifiedMs())) {
            sendWhole(file, request, response, callback);
            return;
        }
        Ranges ranges = Ranges.parse(range, file.length());
        if (ranges.whole()) {
            sendWhole(file, request, response, callback);
        } else if (ranges.parts().isEmpty()) {
            forget(response.getHeaders());
            response.getHeaders().put(HttpHeader.CONTENT_RANGE, ByteRange.toNonSatisfiableHeaderValue(file.length()));
            Response.writeError(request, response, callback, HttpStatus.RANGE_NOT_SATISFIABLE_416);
        } else if (ranges.parts().size() == 1) {
            sendPart(file, ranges.parts().get(0), request, response, callback);
        } else {
            sendParts(found, file, ranges.parts(), request, response, callback);
        }
    }

    private void sendWhole(SiteFile file, Request request, Response response, Callback callback) {
        response.getHeaders().put(file.contentLength());
        fields.finish(response.getHeaders());
        if (HttpMethod.HEAD.is(request.getMethod())) {
            callback.succeeded();
        } else if (file.content() != null) {
            response.write(true, file.content(), callback);
        } else {
            copy(file.real(), 0, file.length(), request, response, callback);
        }
    }

    private void sendPart(SiteFile file, ByteRange part, Request request, Response response, Callback callback) {
        response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
        response.getHeaders().put(HttpHeader.CONTENT_RANGE, part.toHeaderValue(file.length()));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, part.getLength());
        fields.finish(response.getHeaders());
        if (file.content() != null) {
            response.write(true, slice(file.content(), part), callback);
        } else {
            copy(file.real(), part.first(), part.getLength(), request, response, callback);
        }
    }

    private void sendParts(
            Found found, SiteFile file, List<ByteRange> parts, Request request, Response response, Callback callback) {
        String boundary = MultiPart.generateBoundary(null, 24);
        MultiPart.AbstractContentSource body = new MultiPartBody(boundary);
        for (ByteRange part : parts) {
            body.addPart(part(found, file, part, request));
        }
        body.close();
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
        headers.put(HttpHeader.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
        fields.finish(headers);
        Content.copy(body, response, callback);
    }

    private static MultiPart.Part part(Found found, SiteFile file, ByteRange range, Request request) {
        HttpFields headers = HttpFields.build()
                .put(found.contentType())
                .put(HttpHeader.CONTENT_RANGE, range.toHeaderValue(file.length()));
        if (file.content() != null) {
            return new MultiPart.ByteBufferPart(null, null, headers, slice(file.content(), range));
        }
        return new MultiPart.PathPart(
                pool(request), range.first(), range.getLength(), null, null, headers, file.real());
    }

    private static ByteBuffer slice(ByteBuffer content, ByteRange part) {
        return content.slice(Math.toIntExact(part.first()), Math.toIntExact(part.getLength()));
    }

    private static void copy(
            Path real, long first, long length, Request request, Response response, Callback callback) {
        // It reads from the disk also when it goes on after a write.
        Callback reading = new Callback.Nested(callback) {
            @Override
            public InvocationType getInvocationType() {
                return InvocationType.BLOCKING;
            }
        };
        Content.copy(Content.Source.from(pool(request), real, first, length), response, reading);
    }

    private static ByteBufferPool.Sized pool(Request request) {
        return new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, READ_BYTES);
    }

    /** Takes parts from memory and from the disk alike. */
    private static final class MultiPartBody extends MultiPart.AbstractContentSource {
        MultiPartBody(String boundary) {
            super(boundary);
        }
    }
}
