package org.lingmq.web.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpField;

/**
 * The files of a site, the small ones kept in memory. Before each use the file system is asked whether they are still
 * what they were, so that nobody ever sees what a file held before.
 *
 * <p>Safe for many threads.
 */
final class SiteFiles {
    /** Larger ones are read while they are sent. */
    static final int LARGEST_IN_MEMORY_BYTES = 4 * 1024 * 1024;
    /** Of larger ones the tag is computed aside, so that the first reader need not wait for it. */
    static final int LARGEST_READ_AT_ONCE_BYTES = 16 * 1024 * 1024;

    private static final long MEMORY_BYTES = 64 * 1024 * 1024;
    private static final int ENTRY_BYTES = 1024;

    private final Site site;
    private final InstantSource clock;
    private final Fingerprints fingerprints;
    private final UnaryOperator<byte[]> html;
    private final Cache<String, Found> kept;

    /**
     * The files of a site.
     *
     * @param clock tells how old a change is
     * @param aside where the tags of large files are computed
     * @param html changes pages before they are sent; null for none
     */
    SiteFiles(Site site, InstantSource clock, Executor aside, UnaryOperator<byte[]> html) {
        this.site = site;
        this.clock = clock;
        this.fingerprints = new Fingerprints(aside);
        this.html = html;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4))
                .weigher((String path, Found found) -> (int) found.heldBytes() + ENTRY_BYTES + 2 * path.length())
                .executor(Runnable::run)
                .build();
    }

    /**
     * The file at a path if it is in memory, with its siblings, as it is now; else null. Waits for no disk that is
     * idle.
     */
    Found inMemory(String decodedPath) {
        Found found = kept.getIfPresent(decodedPath);
        return found != null && found.isWholeInMemory() && found.isCurrent() ? found : null;
    }

    /**
     * The file at a path, in its present state; null when there is none that may be seen.
     *
     * @param decodedPath as the request has it; a folder has no file of its own
     * @throws IOException if it is there and cannot be read
     */
    Found find(String decodedPath) throws IOException {
        Found found = kept.getIfPresent(decodedPath);
        if (found != null && found.isCurrent()) {
            return found;
        }
        try {
            return kept.asMap().compute(decodedPath, this::refresh);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private Found refresh(String decodedPath, Found old) {
        if (old != null && old.isCurrent()) {
            return old;
        }
        Path place = decodedPath.endsWith("/") ? null : site.locate(decodedPath);
        if (place == null || !SiteFile.isThere(place)) {
            return null;
        }
        try {
            SiteFile file = load(place, place, old == null ? null : old.file());
            return file == null ? null : withSiblings(place, file, old);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A file outside of any request: a page given by its name, which may lie anywhere. */
    Found read(Path page) throws IOException {
        SiteFile file = load(page, page.toRealPath(), page, null);
        if (file == null) {
            throw new IOException(page + " is no file.");
        }
        return new Found(ContentTypes.of(page.getFileName().toString()), file, Found.noSiblings(), null);
    }

    private Found withSiblings(Path place, SiteFile file, Found old) throws IOException {
        Path folder = place.getParent();
        Seen asItIs = new Seen(folder, Stamp.read(folder), clock.millis());
        Map<Coding, SiteFile> siblings = Found.noSiblings();
        HttpField type = ContentTypes.of(place.getFileName().toString());
        if (!isRewritten(type)) {
            for (Coding coding : Coding.all()) {
                Path sibling = folder.resolve(place.getFileName() + coding.ending());
                SiteFile oldSibling = old == null ? null : old.siblings().get(coding);
                SiteFile loaded = SiteFile.isThere(sibling) ? load(sibling, place, oldSibling) : null;
                if (loaded != null) {
                    siblings.put(coding, loaded);
                }
            }
        }
        return new Found(type, file, siblings, asItIs);
    }

    private SiteFile load(Path place, Path typedAs, SiteFile old) throws IOException {
        if (old != null && old.isCurrent()) {
            return old;
        }
        Path real = site.resolve(place);
        return real == null ? null : load(place, real, typedAs, old);
    }

    /** Null when it is no file, but a folder, a pipe, a device. */
    private SiteFile load(Path place, Path real, Path typedAs, SiteFile old) throws IOException {
        long nowMs = clock.millis();
        Stamp stamp = Stamp.read(real);
        if (stamp.kind() != Stamp.Kind.FILE) {
            return null;
        }
        ByteBuffer content = stamp.size() <= LARGEST_IN_MEMORY_BYTES ? readWhole(real, (int) stamp.size()) : null;
        if (content != null) {
            content = rewritten(typedAs, content);
            HttpField tag = sameContent(old, content) ? old.etag().getNow(null) : Fingerprints.of(content);
            return new SiteFile(place, real, stamp, nowMs, content, CompletableFuture.completedFuture(tag));
        }
        return new SiteFile(place, real, stamp, nowMs, null, tagOnDisk(real, stamp, nowMs));
    }

    private CompletableFuture<HttpField> tagOnDisk(Path real, Stamp stamp, long nowMs) throws IOException {
        // A file that may not be read is refused here, before an answer is begun.
        Files.newByteChannel(real).close();
        boolean atOnce = stamp.size() <= LARGEST_READ_AT_ONCE_BYTES;
        if (!stamp.mayHideChange(nowMs)) {
            return fingerprints.of(real, stamp, atOnce);
        }
        return CompletableFuture.completedFuture(atOnce ? Fingerprints.read(real, stamp) : null);
    }

    private static boolean sameContent(SiteFile old, ByteBuffer content) {
        return old != null && old.content() != null && old.content().equals(content);
    }

    private boolean isRewritten(HttpField contentType) {
        return html != null && ContentTypes.isHtml(contentType);
    }

    private ByteBuffer rewritten(Path typedAs, ByteBuffer content) {
        if (!isRewritten(ContentTypes.of(typedAs.getFileName().toString()))) {
            return content;
        }
        byte[] page = new byte[content.remaining()];
        content.duplicate().get(page);
        return direct(html.apply(page));
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    /**
     * All bytes of a file; null when it is no longer as long as it was, or memory is short: then it is read as it is
     * sent.
     */
    private static ByteBuffer readWhole(Path real, int size) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(real)) {
            ByteBuffer content = ByteBuffer.allocateDirect(size);
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Until it is full.
            }
            return content.hasRemaining() ? null : content.flip().asReadOnlyBuffer();
        } catch (OutOfMemoryError noDirectMemoryLeft) {
            return null;
        }
    }
}
