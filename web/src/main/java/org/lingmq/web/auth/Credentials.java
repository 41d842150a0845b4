package org.lingmq.web.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** A name and a password as a browser sends them (RFC 7617). */
record Credentials(String user, String password) {

    private static final String SCHEME = "Basic ";

    /** What the header Authorization says; null when it is missing, there twice, of another scheme or malformed. */
    static Credentials of(HttpFields headers) {
        List<String> values = headers.getValuesList(HttpHeader.AUTHORIZATION);
        if (values.size() != 1) {
            return null;
        }
        String value = values.get(0).strip();
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(value.substring(SCHEME.length()).strip());
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = text.indexOf(':');
            return colon < 0 || Bcrypt.hasControls(text)
                    ? null
                    : new Credentials(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return null;
        }
    }

    /** Never the password: this may end up in a log. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
