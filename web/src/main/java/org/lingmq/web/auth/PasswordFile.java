package org.lingmq.web.auth;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file with lines {@code user:hash} as {@code htpasswd -B} writes them, in UTF-8. Safe for use by many threads.
 *
 * <p>A change of the file counts from the next request on. When the new content is wrong, or the file is gone, what was
 * read last stays in force and a warning is logged; a file without any user, however, lets nobody in, for that is how
 * the last one is taken out.
 */
public final class PasswordFile {

    private static final Logger LOG = System.getLogger("org.lingmq.web");

    private static final int LIMIT_BYTES = 1 << 24;
    /** The coarsest time stamps that file systems give are two seconds apart. */
    private static final long SETTLED_MS = 2_000;

    private final Path file;
    private volatile Reading last;
    /** The last warning, so that it is given once and not with each request; only in {@link #readAgain}. */
    private String warned = "";

    private PasswordFile(Path file, Reading first) {
        this.file = file;
        this.last = first;
    }

    /**
     * Reads a file for the first time.
     *
     * @throws IllegalArgumentException when it cannot be read, has a line that is not accepted, or has no user; the
     *     message is one sentence for a user, which says what to do and has neither hashes nor passwords in it
     */
    public static PasswordFile open(Path file) {
        Stamp stamp = Stamp.of(file);
        Users users = read(file);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("There is no user in the password file " + file
                    + ": add a line with `ling serve --hash` or `htpasswd -B`.");
        }
        return new PasswordFile(file, new Reading(stamp, users));
    }

    /** The users as of now. */
    Users users() {
        Reading reading = last;
        Stamp now = null;
        try {
            now = Stamp.of(file);
        } catch (IllegalArgumentException e) {
            // Reading fails too, and says why.
        }
        return now != null && now.equals(reading.stamp) ? reading.users : readAgain();
    }

    private synchronized Users readAgain() {
        Users before = last.users;
        Stamp stamp = null;
        Users now = before;
        try {
            stamp = Stamp.of(file);
            if (stamp != null && stamp.equals(last.stamp)) {
                return before;
            }
            now = read(file);
            if (now.isEmpty()) {
                warn("There is no user in the password file " + file + " any more: nobody can log in.");
            } else {
                warned = "";
            }
        } catch (IllegalArgumentException e) {
            warn(e.getMessage() + " Until then the users that were read before stay.");
        }
        last = new Reading(stamp, now);
        return now;
    }

    private void warn(String message) {
        if (!message.equals(warned)) {
            LOG.log(Level.WARNING, message);
            warned = message;
        }
    }

    private static Users read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw new IllegalArgumentException(
                        "The file " + file + " is too large for a password file: name another one.");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Users.parse(file, text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The password file " + file + " is not UTF-8: save it as UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, IOException e) {
        String sentence;
        if (e instanceof NoSuchFileException) {
            sentence = "There is no password file " + file
                    + ": name one where it is, or make one with `ling serve --hash` or `htpasswd -B`.";
        } else if (e instanceof AccessDeniedException) {
            sentence = "The password file " + file + " may not be read: give the user of this program the right to.";
        } else {
            sentence = "The password file " + file + " cannot be read (" + e.getMessage() + "): name another one.";
        }
        return new IllegalArgumentException(sentence, e);
    }

    /** What was read, and from which state of the file; a null stamp is like no other, so the file is read again. */
    private record Reading(Stamp stamp, Users users) {}

    /** What differs when a file was changed: in place, or by another one moved over it. */
    private record Stamp(long size, FileTime modified, Object fileKey) {

        /**
         * The state of the file, taken before reading so that a change meanwhile is found at the next look; null when
         * the file was changed a moment ago and may change once more within the same tick of its clock.
         */
        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (!attributes.isRegularFile()) {
                    throw new IllegalArgumentException(
                            "The password file " + file + " is a folder or a device: name a file.");
                }
                long modifiedMs = attributes.lastModifiedTime().toMillis();
                if (Math.abs(System.currentTimeMillis() - modifiedMs) < SETTLED_MS) {
                    return null;
                }
                return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }
}
