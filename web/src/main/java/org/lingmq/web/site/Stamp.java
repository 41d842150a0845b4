package org.lingmq.web.site;

import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells one state of a file or folder from the next without reading it.
 *
 * @param size in bytes
 * @param modifiedMs when it was last changed, in milliseconds since 1970
 * @param key which file of the file system it is, null where that is not known
 */
record Stamp(long size, long modifiedMs, Object key) {
    /** File systems count time in steps of up to two seconds: two changes within one step look like one. */
    private static final long COARSEST_STEP_MS = 2_000;

    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    }

    /** May a later change leave this stamp as it is? Then what was read cannot be trusted to be all there will be. */
    boolean mayHideChange(long nowMs) {
        return nowMs - modifiedMs < COARSEST_STEP_MS;
    }
}
