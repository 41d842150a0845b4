package org.lingmq.spi;

/**
 * The peer broke the protocol, or refused us: the link it came from is closed and nothing else.
 *
 * <p>The message is a sentence that is safe to log; whatever the peer wrote in it is escaped and cut. A peer can cause
 * as many of these as it likes, so they carry no stack trace. Instances are immutable.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean refusal;
    private final int refusalStatus;

    private ProtocolException(Reason reason, String sentence, boolean refusal, int refusalStatus) {
        super(sentence, null, false, false);
        this.reason = reason;
        this.refusal = refusal;
        this.refusalStatus = refusalStatus;
    }

    /**
     * The peer broke a rule.
     *
     * @param reason the kind of violation
     * @param sentence what was seen and what was expected, fit for a log
     */
    public ProtocolException(Reason reason, String sentence) {
        this(reason, sentence, false, 0);
    }

    /**
     * The peer refused us with an ERROR command, which RFC 23 calls fatal: not again with the same credentials.
     *
     * @param sentence who refused and why, fit for a log
     * @param status 300, 400 or 500 when the peer's reason was exactly that ZAP status (RFC 27), otherwise 0
     * @return the exception to throw
     */
    public static ProtocolException refusal(String sentence, int status) {
        return new ProtocolException(Reason.UNSPECIFIED, sentence, true, status);
    }

    /**
     * What kind of violation it was; {@link Reason#UNSPECIFIED} for a {@link #refusal()}.
     *
     * @return never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the peer said no with an ERROR command, instead of making a mistake.
     *
     * @return true for an explicit refusal
     */
    public boolean refusal() {
        return refusal;
    }

    /**
     * The ZAP status the refusal named.
     *
     * @return 300, 400 or 500; 0 when the reason was another text or when this is no refusal
     */
    public int refusalStatus() {
        return refusalStatus;
    }

    /** The kinds of violation, with the numbers libzmq's monitor reports ({@code ZMQ_PROTOCOL_ERROR_*} in zmq.h). */
    public enum Reason {
        /** A rule of ZMTP was broken that has no number of its own: version, frame size, refusal. */
        UNSPECIFIED(0x1000_0000),
        /** A command arrived that has no place here. */
        UNEXPECTED_COMMAND(0x1000_0001),
        /** Commands or nonces came in the wrong order. */
        INVALID_SEQUENCE(0x1000_0002),
        /** The key exchange failed. */
        KEY_EXCHANGE(0x1000_0003),
        /** A command could not be parsed. */
        MALFORMED_COMMAND(0x1000_0011),
        /** MESSAGE could not be parsed. */
        MALFORMED_MESSAGE(0x1000_0012),
        /** HELLO could not be parsed. */
        MALFORMED_HELLO(0x1000_0013),
        /** INITIATE could not be parsed. */
        MALFORMED_INITIATE(0x1000_0014),
        /** ERROR could not be parsed. */
        MALFORMED_ERROR(0x1000_0015),
        /** READY could not be parsed. */
        MALFORMED_READY(0x1000_0016),
        /** WELCOME could not be parsed. */
        MALFORMED_WELCOME(0x1000_0017),
        /** The properties are truncated, illegal, too many, or name a socket type that does not fit. */
        INVALID_METADATA(0x1000_0018),
        /** A box did not open. */
        CRYPTOGRAPHIC(0x1100_0001),
        /** The two sides are configured for different security mechanisms. */
        MECHANISM_MISMATCH(0x1100_0002);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /**
         * libzmq's number, the value of its HANDSHAKE_FAILED_PROTOCOL event.
         *
         * @return the number as zmq.h has it
         */
        public int code() {
            return code;
        }
    }
}
