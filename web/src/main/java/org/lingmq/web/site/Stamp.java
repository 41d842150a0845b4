package org.lingmq.web.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What tells one state of a file or folder from the next without reading it.
 *
 * @param size in bytes
 * @param modifiedMs when its content was last changed, in milliseconds since 1970; programs may set it at will
 * @param changedNs when anything of it was last changed, in nanoseconds since 1970, which nobody can set; where the
 *     system does not tell, that of the content
 * @param key which file of the file system it is, null where that is not known
 * @param kind what it is
 */
record Stamp(long size, long modifiedMs, long changedNs, Object key, Kind kind) {
    /** What can lie in a folder. */
    enum Kind {
        FILE,
        FOLDER,
        OTHER
    }

    /** File systems count time in steps of up to two seconds: two changes within one step look like one. */
    private static final long COARSEST_STEP_MS = 2_000;

    private static final long NS_PER_MS = 1_000_000;
    private static final String UNIX = "unix:size,lastModifiedTime,ctime,fileKey,isRegularFile,isDirectory";

    /**
     * The stamp of what is at a place, links followed.
     *
     * @throws IOException if there is nothing, or it may not be looked at
     */
    static Stamp read(Path place) throws IOException {
        if (!place.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            BasicFileAttributes basic = Files.readAttributes(place, BasicFileAttributes.class);
            long modifiedMs = basic.lastModifiedTime().toMillis();
            Kind kind = kind(basic.isRegularFile(), basic.isDirectory());
            return new Stamp(basic.size(), modifiedMs, modifiedMs * NS_PER_MS, basic.fileKey(), kind);
        }
        Map<String, Object> unix = Files.readAttributes(place, UNIX);
        return new Stamp(
                (Long) unix.get("size"),
                ((FileTime) unix.get("lastModifiedTime")).toMillis(),
                ((FileTime) unix.get("ctime")).to(TimeUnit.NANOSECONDS),
                unix.get("fileKey"),
                kind((Boolean) unix.get("isRegularFile"), (Boolean) unix.get("isDirectory")));
    }

    private static Kind kind(boolean file, boolean folder) {
        return file ? Kind.FILE : folder ? Kind.FOLDER : Kind.OTHER;
    }

    /** As {@link #read}, but null when there is none to be had. */
    static Stamp of(Path place) {
        try {
            return read(place);
        } catch (IOException goneOrForbidden) {
            return null;
        }
    }

    /** Do these attributes speak for the same state? */
    boolean agrees(BasicFileAttributes basic) {
        return basic.size() == size
                && basic.lastModifiedTime().toMillis() == modifiedMs
                && Objects.equals(basic.fileKey(), key);
    }

    /** May a later change leave this stamp as it is? Then what was read cannot be trusted to be all there will be. */
    boolean mayHideChange(long nowMs) {
        return nowMs - changedNs / NS_PER_MS < COARSEST_STEP_MS;
    }
}
