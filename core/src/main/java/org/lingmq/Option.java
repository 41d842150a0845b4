package org.lingmq;

import java.util.Set;

/**
 * The key of one socket option: its name, type, default, legal range and the sockets it belongs to.
 *
 * <p>All options are constants of {@link Options}. Immutable; any thread may use one.
 *
 * @param <T> what the option's values are
 */
public final class Option<T> {
    private final OptionSpec<T> spec;

    /** The spec is complete and never changed from here on. */
    Option(OptionSpec<T> spec) {
        this.spec = spec;
    }

    /** {@return the name, upper case, libzmq's without {@code ZMQ_} where libzmq has the option} */
    public String name() {
        return spec.name;
    }

    /** {@return libzmq's number, or 0 for an option of LingMQ's own} */
    public int number() {
        return spec.number;
    }

    /** {@return the class of the values} */
    public Class<T> type() {
        return spec.type;
    }

    /** {@return the value of a socket that nobody set it on; types with a value of their own aside} */
    public T defaultValue() {
        return spec.defaultValue;
    }

    /**
     * The value of a socket of that type that nobody set it on.
     *
     * @param type the socket's type
     * @return mostly {@link #defaultValue()}; LINGER is 0 on SUB
     */
    public T defaultFor(SocketType type) {
        return spec.defaultsByType.getOrDefault(type, spec.defaultValue);
    }

    /** {@return what the option does, in one line} */
    public String doc() {
        return spec.doc;
    }

    /** {@return the legal values, in words} */
    public String range() {
        return spec.range;
    }

    /**
     * Checks a value before it is set.
     *
     * @param value the value to be
     * @throws ZmqException {@link ErrorCode#EINVAL}, naming option, value and range, when the value is null or out of
     *     range, or the option is read-only
     */
    public void check(T value) {
        if (!spec.settable) {
            throw new ZmqException(ErrorCode.EINVAL, "option " + spec.name + " can only be read");
        }
        if (!spec.type.isInstance(value) || !spec.legal.test(value)) {
            throw new ZmqException(
                    ErrorCode.EINVAL,
                    "option " + spec.name + " cannot be " + OptionSpec.show(value) + "; legal is: " + spec.range);
        }
    }

    /**
     * Whether sockets of that type have this option. The options of one pattern are refused on all others; general ones
     * are accepted everywhere.
     *
     * @param type the socket's type
     * @return whether it may be set or read there
     */
    public boolean appliesTo(SocketType type) {
        return spec.types.contains(type);
    }

    /**
     * Checks that sockets of a type have this option.
     *
     * @param type the socket's type
     * @throws ZmqException {@link ErrorCode#EINVAL}, naming the types that have it
     */
    public void checkAppliesTo(SocketType type) {
        if (!appliesTo(type)) {
            throw ZmqException.invalidArgument(
                    "option " + spec.name + " belongs to " + spec.types + ", not to " + type);
        }
    }

    /** {@return the types of sockets that have this option, unmodifiable, in the order of {@link SocketType}} */
    public Set<SocketType> types() {
        return spec.types;
    }

    /** {@return whether it can be set} */
    public boolean settable() {
        return spec.settable;
    }

    /** {@return whether it can be read} */
    public boolean gettable() {
        return spec.gettable;
    }

    /**
     * {@return whether libzmq has it only when it was built with its draft API; a context opened with
     * {@link ContextOptions#withDraft withDraft(false)} refuses such options}
     */
    public boolean isDraft() {
        return spec.draft;
    }

    /** {@return true when a new value counts at once, false when later binds and connects only see it} */
    public boolean immediate() {
        return spec.immediate;
    }

    /** The name. */
    @Override
    public String toString() {
        return spec.name;
    }
}
