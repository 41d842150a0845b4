package org.lingmq.web.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What was seen of a place when it was read, to be compared with what is there now. Asking for all of a stamp costs
 * three times as much as asking for its basic attributes, so it is done once a second: that is how late a change may be
 * seen which leaves the file its size, its inode and its time of change, set back by hand.
 *
 * <p>Safe for many threads: those that compare at once may ask once more than they had to.
 */
final class Seen {
    private static final long WHOLE_STAMP_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path place;
    private final Stamp stamp;
    private final boolean unsettled;
    private long comparedNs = System.nanoTime();

    /**
     * Something seen.
     *
     * @param nowMs when the stamp was taken: what changed shortly before may change again unseen
     */
    Seen(Path place, Stamp stamp, long nowMs) {
        this.place = place;
        this.stamp = stamp;
        this.unsettled = stamp.mayHideChange(nowMs);
    }

    Stamp stamp() {
        return stamp;
    }

    Path place() {
        return place;
    }

    /** Is it what it was? */
    boolean isStillSo() {
        return !unsettled && (isTimeForAll() ? compareAll() : hasBasics());
    }

    /** Was it what it was within the last second? */
    boolean wasSoLately() {
        return !unsettled && (!isTimeForAll() || compareAll());
    }

    private boolean isTimeForAll() {
        return System.nanoTime() - comparedNs >= WHOLE_STAMP_EVERY_NS;
    }

    private boolean compareAll() {
        comparedNs = System.nanoTime();
        return stamp.equals(Stamp.of(place));
    }

    private boolean hasBasics() {
        try {
            return stamp.agrees(Files.readAttributes(place, BasicFileAttributes.class));
        } catch (IOException goneOrForbidden) {
            return false;
        }
    }
}
