package org.lingmq.web.site;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that is served, and what of it may be seen: nothing outside of it, also not through a link, and nothing
 * whose name starts with a dot but {@code /.well-known} (RFC 8615).
 *
 * <p>Safe for many threads: it holds no state.
 */
public final class Site {
    private static final String WELL_KNOWN = ".well-known";

    private final Path root;
    private final Path realRoot;
    private final boolean hidden;
    private final boolean followLinks;

    /**
     * A site.
     *
     * @param root the folder; it must exist
     * @param hidden are names that start with a dot shown?
     * @param followLinks are links followed out of the folder?
     * @throws IOException if there is no such folder
     */
    public Site(Path root, boolean hidden, boolean followLinks) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.realRoot = root.toRealPath();
        this.hidden = hidden;
        this.followLinks = followLinks;
    }

    /** The folder, absolute. */
    public Path root() {
        return root;
    }

    /**
     * The place in the folder that a decoded path of a URI stands for, null when it stands for none. Nothing is read
     * yet, and links are not looked at.
     */
    Path locate(String decodedPath) {
        List<String> names = names(decodedPath);
        if (names == null || hides(names)) {
            return null;
        }
        try {
            Path place = root;
            for (String name : names) {
                place = place.resolve(name);
            }
            // One name, one step down: what the file system takes for more (a drive, a backslash) is not ours to guess.
            return place.getNameCount() == root.getNameCount() + names.size() && place.startsWith(root) ? place : null;
        } catch (InvalidPathException notAName) {
            return null;
        }
    }

    /**
     * Where a place really is, links followed; null when there is nothing, or it is out of bounds.
     *
     * @throws IOException if it may not be looked at, or the file system fails
     */
    Path resolve(Path place) throws IOException {
        Path real;
        try {
            real = place.toRealPath();
        } catch (AccessDeniedException forbidden) {
            throw forbidden;
        } catch (FileSystemException leadsNowhere) {
            // Gone, a link to nothing or to itself, a name too long: there is nothing.
            return null;
        }
        return followLinks || showsReal(real) ? real : null;
    }

    /** Can a file be seen, if a path leads to it? */
    public boolean showsReal(Path real) {
        if (!real.startsWith(realRoot)) {
            return false;
        }
        return !hides(names(realRoot, real));
    }

    /** May a folder's listing name this entry? */
    boolean shows(Path entry) {
        try {
            return Files.isReadable(entry) && resolve(entry) != null && !hides(names(root, entry));
        } catch (IOException goneOrForbidden) {
            return false;
        }
    }

    /** The names from a folder down to a place below it. */
    private static List<String> names(Path folder, Path place) {
        List<String> names = new ArrayList<>();
        folder.relativize(place).forEach(name -> names.add(name.toString()));
        return names;
    }

    /** The names between the slashes, null when one of them leads elsewhere than down. */
    private static List<String> names(String decodedPath) {
        if (decodedPath == null || !decodedPath.startsWith("/") || decodedPath.indexOf('\0') >= 0) {
            return null;
        }
        List<String> names = new ArrayList<>();
        int start = 1;
        while (start < decodedPath.length()) {
            int slash = decodedPath.indexOf('/', start);
            int end = slash < 0 ? decodedPath.length() : slash;
            String name = decodedPath.substring(start, end);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return null;
            }
            names.add(name);
            start = end + 1;
        }
        return names;
    }

    private boolean hides(List<String> names) {
        if (hidden) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.startsWith(".") && !(i == 0 && name.equals(WELL_KNOWN))) {
                return true;
            }
        }
        return false;
    }
}
