package org.lingmq.web.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Passwords as bcrypt hashes, in the form {@code $2y$10$} and 53 characters that {@code htpasswd -B} writes. */
public final class Bcrypt {

    /**
     * The cost of the hashes made here: two to the power of this rounds, near a tenth of a second on small machines.
     */
    public static final int COST = 10;

    /** What bcrypt looks at; the rest of a longer password makes no difference. */
    private static final int PASSWORD_BYTES = 72;

    private static final int SALT_BYTES = 16;
    /** Costs from 4 to 17, as htpasswd makes them: one check at 31 would keep a processor busy for days. */
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-7])\\$[./A-Za-z0-9]{53}");

    private static final int COST_AT = "$2y$".length();

    private Bcrypt() {}

    /**
     * Whether a password is the one of a hash. Takes as long as the hash's cost says, whatever the answer.
     *
     * @param password as UTF-8 it is what was hashed; behind the 72nd byte all are equal
     * @param hash one that {@link #isHash} knows
     * @throws IllegalArgumentException when it is no such hash
     */
    public static boolean check(String password, String hash) {
        if (!isHash(hash)) {
            throw new IllegalArgumentException("That is no bcrypt hash.");
        }
        return OpenBSDBCrypt.checkPassword(hash, password.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a text is a bcrypt hash of the kinds 2a, 2b or 2y with a cost from 4 to 17. */
    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /**
     * Makes the line of a user for a password file, with a new random salt.
     *
     * @param user neither empty nor blank, without {@code :} and control characters, not beginning with {@code #}
     * @param password not empty, without control characters, at most 72 bytes of UTF-8
     * @return {@code user:$2y$10$...}, without a line end
     * @throws IllegalArgumentException when user or password are not as above; the message says in one sentence what is
     *     wrong and does not have the password in it
     */
    public static String line(String user, String password) {
        String problem = userProblem(user);
        if (problem != null) {
            throw new IllegalArgumentException("The " + problem);
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException("The password is empty: choose one.");
        }
        if (hasControls(password)) {
            throw new IllegalArgumentException(
                    "The password has a control character in it, which browsers do not send: choose one without.");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return user + ":" + OpenBSDBCrypt.generate("2y", utf8(password), salt, COST);
    }

    /** What keeps a name from standing in a password file, as a sentence that wants a "The"; null when nothing does. */
    static String userProblem(String user) {
        if (user.isBlank()) {
            return "user name is empty: choose one.";
        }
        if (user.indexOf(':') >= 0 || hasControls(user)) {
            return "user name has a colon or a control character in it: choose one without.";
        }
        if (user.strip().startsWith("#")) {
            return "user name begins with #, which makes the line a comment: choose another one.";
        }
        return null;
    }

    /** RFC 7617 has them neither in names nor in passwords. */
    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** The cost that a hash names. */
    static int cost(String hash) {
        return Integer.parseInt(hash.substring(COST_AT, COST_AT + 2));
    }

    /** A hash that takes as long to check as others of that cost, and has no known password. */
    static String decoy(int cost) {
        return String.format(Locale.ROOT, "$2y$%02d$", cost) + ".".repeat(53);
    }

    private static byte[] utf8(String password) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The password has half a character in it: type it again.", e);
        }
        if (bytes.remaining() > PASSWORD_BYTES) {
            throw new IllegalArgumentException("The password has " + bytes.remaining()
                    + " bytes, and bcrypt only looks at the first 72: choose a shorter one.");
        }
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return exact;
    }
}
