package org.lingmq.web.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Strong tags made of the bytes of a file: the same build gives the same tags, on whatever machine and whenever it was
 * copied there. Those of large files are computed one after the other on a thread of their own.
 */
final class Fingerprints {
    private static final int READ_BYTES = 256 * 1024;
    /** Of SHA-256: 128 bits tell any two files apart. */
    private static final int TAG_BYTES = 16;

    private static final long KNOWN_FILES = 10_000;

    private record Key(Path real, Stamp stamp) {}

    private final Cache<Key, CompletableFuture<HttpField>> known = Caffeine.newBuilder()
            .maximumSize(KNOWN_FILES)
            .executor(Runnable::run)
            .build();
    private final Executor aside;

    /**
     * Fingerprints.
     *
     * @param aside where large files are read: it may be kept busy for long
     */
    Fingerprints(Executor aside) {
        this.aside = aside;
    }

    /** The tag of bytes in memory. */
    static HttpField of(ByteBuffer content) {
        MessageDigest digest = sha256();
        digest.update(content.duplicate());
        return field(digest);
    }

    /**
     * The tag of a file on the disk; done with null when it cannot be read, or is no longer what it was.
     *
     * @param atOnce is it short enough to be read by the caller?
     */
    CompletableFuture<HttpField> of(Path real, Stamp stamp, boolean atOnce) {
        Key key = new Key(real, stamp);
        CompletableFuture<HttpField> tag = known.get(
                key,
                unknown -> atOnce
                        ? CompletableFuture.completedFuture(read(real, stamp))
                        : CompletableFuture.supplyAsync(() -> read(real, stamp), aside));
        if (tag.isDone() && (tag.isCompletedExceptionally() || tag.join() == null)) {
            known.invalidate(key);
            return CompletableFuture.completedFuture(null);
        }
        return tag;
    }

    /** Reads a file for its tag; null when it cannot be read, or is no longer what it was. */
    static HttpField read(Path real, Stamp stamp) {
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        try (SeekableByteChannel channel = Files.newByteChannel(real)) {
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        } catch (IOException unreadable) {
            return null;
        }
        return stamp.equals(Stamp.of(real)) ? field(digest) : null;
    }

    private static HttpField field(MessageDigest digest) {
        byte[] shortened = Arrays.copyOf(digest.digest(), TAG_BYTES);
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(shortened);
        return new PreEncodedHttpField(HttpHeader.ETAG, '"' + tag + '"');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
