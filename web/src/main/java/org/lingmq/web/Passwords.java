package org.lingmq.web;

import org.lingmq.web.auth.Bcrypt;

/** Makes the lines of a file of passwords: {@link HttpWebServerBuilder#passwords}. */
public final class Passwords {
    private Passwords() {}

    /**
     * A line that lets a user in, {@code user:hash} with bcrypt, as {@code htpasswd -B} writes it.
     *
     * @throws IllegalArgumentException if the name has a colon or a control character, or the password is empty or
     *     longer than the 72 bytes that bcrypt looks at
     */
    public static String line(String user, String password) {
        return Bcrypt.line(user, password);
    }
}
