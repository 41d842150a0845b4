package org.lingmq.web.site;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * One state of one file, with what is said of it in an answer. A small one holds its bytes; a large one is read while
 * it is sent, and its tag is computed aside.
 *
 * <p>Safe for many threads.
 */
final class SiteFile {
    private final Seen seen;
    private final Path real;
    private final ByteBuffer content;
    private final long length;
    private final CompletableFuture<HttpField> etag;
    private final HttpField contentLength;
    private final HttpField lastModified;

    /**
     * A file as it was when its attributes were read.
     *
     * @param place where it was asked for; links are not followed
     * @param real where it is
     * @param stamp taken before its bytes were read
     * @param nowMs when the stamp was taken
     * @param content its bytes in a direct buffer, or null
     * @param etag its tag as a field, once it is known
     */
    SiteFile(Path place, Path real, Stamp stamp, long nowMs, ByteBuffer content, CompletableFuture<HttpField> etag) {
        this.seen = new Seen(place, stamp, nowMs);
        this.real = real;
        this.content = content;
        this.length = content == null ? stamp.size() : content.remaining();
        this.etag = etag;
        this.contentLength = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, length);
        this.lastModified = new PreEncodedHttpField(
                HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(shownModifiedMs(stamp, nowMs)));
    }

    /** Is the file still in this state? */
    boolean isCurrent() {
        return seen.isStillSo();
    }

    /** Is there a file by that name? Cheap also when there is none. */
    static boolean isThere(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }

    /** The future has no business in a date (RFC 9110 section 8.8.2.1). */
    private static long shownModifiedMs(Stamp stamp, long nowMs) {
        return Math.min(stamp.modifiedMs(), nowMs);
    }

    Path real() {
        return real;
    }

    Stamp stamp() {
        return seen.stamp();
    }

    /** Are its bytes here? */
    boolean isInMemory() {
        return content != null;
    }

    /** All bytes, for a reader of its own; null when they are not in memory. */
    ByteBuffer content() {
        return content == null ? null : content.duplicate();
    }

    /** In bytes, as sent. */
    long length() {
        return length;
    }

    /** The field {@code ETag}, once the bytes have been read; done with null when they could not be. */
    CompletableFuture<HttpField> etag() {
        return etag;
    }

    /** The tag with its quotes, null while it is not known. */
    String tag() {
        HttpField field = etag.getNow(null);
        return field == null ? null : field.getValue();
    }

    HttpField contentLength() {
        return contentLength;
    }

    HttpField lastModified() {
        return lastModified;
    }

    @Override
    public String toString() {
        return seen.place() + ", " + length + " bytes of "
                + Instant.ofEpochMilli(seen.stamp().modifiedMs());
    }
}
