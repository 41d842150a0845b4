package org.lingmq.testkit;

import java.nio.charset.StandardCharsets;

/**
 * A frame of ZMTP 3 as it came (RFC 23, section "Framing").
 *
 * @param flags bit 0 more, bit 1 long, bit 2 command
 * @param body without header; the caller's
 */
public record Frame(int flags, byte[] body) {
    /** {@return whether it is a command and no part of a message} */
    public boolean isCommand() {
        return (flags & 4) != 0;
    }

    /** {@return whether more frames of the same message follow} */
    public boolean more() {
        return (flags & 1) != 0;
    }

    /** {@return the name of a command; empty for other frames and when it is malformed} */
    public String commandName() {
        boolean named = isCommand() && body.length > 0 && (body[0] & 0xFF) < body.length;
        return named ? new String(body, 1, body[0] & 0xFF, StandardCharsets.US_ASCII) : "";
    }

    /** {@return the body in ASCII} */
    public String text() {
        return new String(body, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return (isCommand() ? "command " : "frame ") + Octets.text(body) + (more() ? ", more" : "");
    }
}
