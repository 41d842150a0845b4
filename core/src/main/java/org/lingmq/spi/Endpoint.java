package org.lingmq.spi;

import java.util.Objects;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/**
 * The text that {@code bind} and {@code connect} take, cut in two: a scheme, which chooses the transport, and an
 * address, which only that transport can read.
 *
 * <pre>
 *     tcp://127.0.0.1:5555
 *     scheme  address
 * </pre>
 *
 * <p>Schemes are case sensitive, as in libzmq: {@code TCP} is not {@code tcp}. Immutable, safe for all threads.
 */
public final class Endpoint {
    private static final String SEPARATOR = "://";
    private static final int LONGEST_QUOTE = 200;

    private final String text;
    private final int schemeLength;

    private Endpoint(String text, int schemeLength) {
        this.text = text;
        this.schemeLength = schemeLength;
    }

    /**
     * Cuts at the first {@code ://}. Whether a transport of that name exists is not looked at.
     *
     * @param text not null
     * @return both parts, neither of them empty
     * @throws ZmqException {@code EINVAL} when the separator or a part is missing
     */
    public static Endpoint parse(String text) {
        Objects.requireNonNull(text, "endpoint");
        int at = text.indexOf(SEPARATOR);
        if (at < 0) {
            throw unreadable(text, "an endpoint is written scheme://address, as tcp://127.0.0.1:5555");
        }
        if (at == 0) {
            throw unreadable(text, "the scheme before :// is missing, for example tcp, ipc or inproc");
        }
        if (at + SEPARATOR.length() == text.length()) {
            throw unreadable(text, "the address behind :// is missing");
        }
        return new Endpoint(text, at);
    }

    /**
     * What chooses the transport.
     *
     * @return not empty
     */
    public String scheme() {
        return text.substring(0, schemeLength);
    }

    /**
     * What the transport reads.
     *
     * @return not empty
     */
    public String address() {
        return text.substring(schemeLength + SEPARATOR.length());
    }

    /**
     * An error about this endpoint, to be thrown by whoever finds it.
     *
     * @param code what kind of mistake it is
     * @param sentence what is wrong and what is expected, without the endpoint
     * @return the exception, whose text quotes the endpoint so that it fits in a log line
     */
    public ZmqException refusal(ErrorCode code, String sentence) {
        return refusal(code, sentence, null);
    }

    /**
     * An error about this endpoint that another one caused.
     *
     * @param code what kind of mistake it is
     * @param sentence what is wrong and what is expected, without the endpoint
     * @param cause the underlying error; may be null
     * @return the exception, whose text quotes the endpoint so that it fits in a log line
     */
    public ZmqException refusal(ErrorCode code, String sentence, Throwable cause) {
        return new ZmqException(code, quoted(toString()) + ": " + sentence, cause);
    }

    private static ZmqException unreadable(String text, String sentence) {
        return new ZmqException(ErrorCode.EINVAL, quoted(text) + ": " + sentence);
    }

    /**
     * Text from outside in quotation marks for an error sentence: what could break a log line becomes a question mark,
     * and a long text is cut.
     *
     * @param text any text
     * @return no more than about 200 characters
     */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            char character = text.charAt(i);
            boolean plain = !Character.isISOControl(character)
                    && !Character.isSurrogate(character)
                    && Character.getType(character) != Character.FORMAT
                    && Character.getType(character) != Character.LINE_SEPARATOR
                    && Character.getType(character) != Character.PARAGRAPH_SEPARATOR;
            quoted.append(plain ? character : '?');
        }
        return quoted.append(text.length() > LONGEST_QUOTE ? "...\"" : "\"").toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text it was parsed from. */
    @Override
    public String toString() {
        return text;
    }
}
