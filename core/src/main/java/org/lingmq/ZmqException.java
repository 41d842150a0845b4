package org.lingmq;

import java.util.Objects;

/**
 * A mistake of the caller, or a refusal of the operating system: what went wrong and what to do about it.
 *
 * <p>The message is the code and a sentence for people; {@link #code()} is for programs. A peer's mistakes never reach
 * the caller this way: they close one connection and appear on the monitor. Time running out is a value, not an
 * exception.
 */
public class ZmqException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for programs. */
    private final ErrorCode code;

    /**
     * An error without an underlying one.
     *
     * @param code the errno name libzmq would use
     * @param sentence what went wrong and what to do
     */
    public ZmqException(ErrorCode code, String sentence) {
        this(code, sentence, null);
    }

    /**
     * An error with the one that caused it.
     *
     * @param code the errno name libzmq would use
     * @param sentence what went wrong and what to do
     * @param cause the underlying error; may be null
     */
    public ZmqException(ErrorCode code, String sentence, Throwable cause) {
        this(cause, code + ": " + sentence, code);
    }

    private ZmqException(Throwable cause, String message, ErrorCode code) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * An {@link ErrorCode#EINVAL} whose message begins with the words that libzmq's users know it by.
     *
     * @param sentence what went wrong and what to do
     * @return a new exception
     */
    public static ZmqException invalidArgument(String sentence) {
        return new ZmqException(null, "Invalid argument (EINVAL): " + sentence, ErrorCode.EINVAL);
    }

    /**
     * Why, for programs.
     *
     * @return never null
     */
    public ErrorCode code() {
        return code;
    }
}
