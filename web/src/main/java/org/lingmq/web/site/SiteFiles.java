package org.lingmq.web.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
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
    private static final int READERS = 64;

    private final Site site;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Fingerprints fingerprints;
    private final UnaryOperator<byte[]> html;
    private final Cache<String, Found> kept;
    private final Lock[] readers = new Lock[READERS];

    /**
     * The files of a site.
     *
     * @param clock tells how old a change is
     * @param nanos tells when it is time to look closely
     * @param aside where the tags of large files are computed
     * @param html changes pages before they are sent; null for none
     */
    SiteFiles(Site site, InstantSource clock, LongSupplier nanos, Executor aside, UnaryOperator<byte[]> html) {
        this.nanos = nanos;
        this.site = site;
        this.clock = clock;
        this.fingerprints = new Fingerprints(aside);
        this.html = html;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4))
                .weigher((String path, Found found) -> (int) found.heldBytes() + ENTRY_BYTES + 2 * path.length())
                .executor(Runnable::run)
                .build();
        Arrays.setAll(readers, each -> new ReentrantLock());
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
        // One reader for each file: the others wait for what it reads.
        Lock reading = readers[Math.floorMod(decodedPath.hashCode(), readers.length)];
        reading.lock();
        try {
            return refreshed(decodedPath, kept.getIfPresent(decodedPath));
        } finally {
            reading.unlock();
        }
    }

    private Found refreshed(String decodedPath, Found old) throws IOException {
        if (old != null && old.isCurrent()) {
            return old;
        }
        Path place = decodedPath.endsWith("/") ? null : site.locate(decodedPath);
        SiteFile file =
                place == null || !SiteFile.isThere(place) ? null : load(place, place, old == null ? null : old.file());
        if (file == null) {
            kept.invalidate(decodedPath);
            return null;
        }
        Found found = withSiblings(place, file, old);
        kept.put(decodedPath, found);
        return found;
    }

    /**
     * A file outside of any site: a page given by its name, which may lie anywhere.
     *
     * @param old what this gave before, null at first
     * @throws IOException if it is not there or cannot be read
     */
    Found read(Path page, Found old) throws IOException {
        if (old != null && old.file().isCurrent()) {
            return old;
        }
        SiteFile file = load(page, page.toRealPath(), page, null);
        if (file == null) {
            throw new NoSuchFileException(page.toString());
        }
        return new Found(ContentTypes.of(page.getFileName().toString()), file, Found.noSiblings(), null);
    }

    private Found withSiblings(Path place, SiteFile file, Found old) throws IOException {
        Path folder = place.getParent();
        Stamp stamp = Stamp.of(folder);
        Seen asItIs = stamp == null ? null : new Seen(folder, stamp, clock.millis(), nanos);
        Map<Coding, SiteFile> siblings = Found.noSiblings();
        HttpField type = ContentTypes.of(place.getFileName().toString());
        if (!isRewritten(type)) {
            for (Coding coding : Coding.all()) {
                Path sibling = folder.resolve(place.getFileName() + coding.ending());
                SiteFile oldSibling = old == null ? null : old.siblings().get(coding);
                SiteFile loaded = SiteFile.isThere(sibling) ? loadOrNull(sibling, place, oldSibling) : null;
                if (loaded != null) {
                    siblings.put(coding, loaded);
                }
            }
        }
        return new Found(type, file, siblings, asItIs);
    }

    /** A sibling that cannot be read is none. */
    private SiteFile loadOrNull(Path place, Path typedAs, SiteFile old) {
        try {
            return load(place, typedAs, old);
        } catch (IOException unreadable) {
            return null;
        }
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
        Stamp stamp = Stamp.of(real);
        if (stamp == null || stamp.kind() != Stamp.Kind.FILE) {
            return null;
        }
        Seen seen = new Seen(place, stamp, nowMs, nanos);
        ByteBuffer content = stamp.size() <= LARGEST_IN_MEMORY_BYTES ? readWhole(real, (int) stamp.size()) : null;
        if (content != null) {
            content = rewritten(typedAs, content);
            HttpField tag = sameContent(old, content) ? old.etag().getNow(null) : Fingerprints.of(content);
            return new SiteFile(seen, real, nowMs, content, CompletableFuture.completedFuture(tag));
        }
        return new SiteFile(seen, real, nowMs, null, tagOnDisk(real, stamp, nowMs));
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
