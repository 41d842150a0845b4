package org.lingmq;

import java.util.concurrent.ThreadFactory;

/**
 * The settings of a context. Immutable: each {@code with...} returns a changed copy, so that settings may be shared.
 *
 * <pre>{@code
 * Context context = Context.open(ContextOptions.defaults().withName("broker").withIoThreads(2));
 * }</pre>
 */
public final class ContextOptions {
    private static final ContextOptions DEFAULTS = new ContextOptions(new Values());

    private final Values values;

    private ContextOptions(Values values) {
        this.values = values;
    }

    /**
     * The settings a context has when nothing is said.
     *
     * @return always the same object
     */
    public static ContextOptions defaults() {
        return DEFAULTS;
    }

    /**
     * How many I/O threads take care of listeners, handshakes, timers and links whose caller is away
     * ({@code ZMQ_IO_THREADS}).
     *
     * @return 1 to 1,024; default 1
     */
    public int ioThreads() {
        return values.ioThreads;
    }

    /**
     * Sets {@link #ioThreads()}.
     *
     * @param ioThreads 1 to 1,024
     * @return a changed copy
     */
    public ContextOptions withIoThreads(int ioThreads) {
        checkRange("ioThreads", ioThreads, 1, 1024);
        Values changed = new Values(values);
        changed.ioThreads = ioThreads;
        return new ContextOptions(changed);
    }

    /**
     * How many sockets may be open at once ({@code ZMQ_MAX_SOCKETS}); beyond, {@link Context#socket} fails with
     * {@link ErrorCode#EMFILE}.
     *
     * @return at least 1; default 65,535
     */
    public int maxSockets() {
        return values.maxSockets;
    }

    /**
     * Sets {@link #maxSockets()}.
     *
     * @param maxSockets at least 1
     * @return a changed copy
     */
    public ContextOptions withMaxSockets(int maxSockets) {
        checkRange("maxSockets", maxSockets, 1, Integer.MAX_VALUE);
        Values changed = new Values(values);
        changed.maxSockets = maxSockets;
        return new ContextOptions(changed);
    }

    /**
     * What new sockets have as {@link Options#IPV6} ({@code ZMQ_IPV6} of the context).
     *
     * @return default true
     */
    public boolean ipv6() {
        return values.ipv6;
    }

    /**
     * Sets {@link #ipv6()}.
     *
     * @param ipv6 whether new sockets use IPv6 where the kernel has it
     * @return a changed copy
     */
    public ContextOptions withIpv6(boolean ipv6) {
        Values changed = new Values(values);
        changed.ipv6 = ipv6;
        return new ContextOptions(changed);
    }

    /**
     * What makes the I/O threads. The engine names the threads it gets after context and number.
     *
     * @return null (the default) for daemon threads of the engine's own making
     */
    public ThreadFactory threadFactory() {
        return values.threadFactory;
    }

    /**
     * Sets {@link #threadFactory()}.
     *
     * @param threadFactory null for daemon threads of the engine's own making
     * @return a changed copy
     */
    public ContextOptions withThreadFactory(ThreadFactory threadFactory) {
        Values changed = new Values(values);
        changed.threadFactory = threadFactory;
        return new ContextOptions(changed);
    }

    /**
     * What threads, sockets and log lines of the context are named after.
     *
     * @return default {@code "lingmq"}
     */
    public String name() {
        return values.name;
    }

    /**
     * Sets {@link #name()}.
     *
     * @param name 1 to 64 characters
     * @return a changed copy
     */
    public ContextOptions withName(String name) {
        if (name == null || name.isEmpty() || name.length() > 64) {
            throw new ZmqException(ErrorCode.EINVAL, "a context's name has 1 to 64 characters; give a short name");
        }
        Values changed = new Values(values);
        changed.name = name;
        return new ContextOptions(changed);
    }

    /**
     * Whether {@code tcp://*} endpoints, which other machines can reach, are refused unless secured, instead of allowed
     * with an UNSECURED event.
     *
     * @return default false
     */
    public boolean strict() {
        return values.strict;
    }

    /**
     * Sets {@link #strict()}.
     *
     * @param strict whether unsecured endpoints that other machines can reach are refused
     * @return a changed copy
     */
    public ContextOptions withStrict(boolean strict) {
        Values changed = new Values(values);
        changed.strict = strict;
        return new ContextOptions(changed);
    }

    /**
     * How many accepted connections may be shaking hands at once; beyond, listeners pause until one is through.
     *
     * @return at least 1; default 1,024
     */
    public int handshakesAtOnce() {
        return values.handshakesAtOnce;
    }

    /**
     * Sets {@link #handshakesAtOnce()}.
     *
     * @param handshakesAtOnce at least 1
     * @return a changed copy
     */
    public ContextOptions withHandshakesAtOnce(int handshakesAtOnce) {
        checkRange("handshakesAtOnce", handshakesAtOnce, 1, Integer.MAX_VALUE);
        Values changed = new Values(values);
        changed.handshakesAtOnce = handshakesAtOnce;
        return new ContextOptions(changed);
    }

    /**
     * Whether sockets may have the types and options that libzmq calls drafts, see {@link SocketType#isDraft()} and
     * {@link Option#isDraft()}. Where they may not, using one fails with {@link ErrorCode#EINVAL}, and
     * {@link Context#has(String) has("draft")} is false.
     *
     * @return default true
     */
    public boolean draft() {
        return values.draft;
    }

    /**
     * Sets {@link #draft()}.
     *
     * @param draft whether draft types and options may be used
     * @return a changed copy
     */
    public ContextOptions withDraft(boolean draft) {
        Values changed = new Values(values);
        changed.draft = draft;
        return new ContextOptions(changed);
    }

    /**
     * Whether ROUTER and SERVER take {@link Options#HELLO_MSG}, as libzmq's do, although their peers mostly expect to
     * speak first.
     *
     * @return default false
     */
    public boolean serverHello() {
        return values.serverHello;
    }

    /**
     * Sets {@link #serverHello()}.
     *
     * @param serverHello whether ROUTER and SERVER may greet
     * @return a changed copy
     */
    public ContextOptions withServerHello(boolean serverHello) {
        Values changed = new Values(values);
        changed.serverHello = serverHello;
        return new ContextOptions(changed);
    }

    private static void checkRange(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ZmqException(
                    ErrorCode.EINVAL,
                    "context setting " + setting + " cannot be " + value + "; give a number from " + least + " to "
                            + most);
        }
    }

    /** All settings and their defaults; never changed once a ContextOptions holds it. */
    private static final class Values {
        private int ioThreads = 1;
        private int maxSockets = 65_535;
        private boolean ipv6 = true;
        private ThreadFactory threadFactory;
        private String name = "lingmq";
        private boolean strict;
        private int handshakesAtOnce = 1024;
        private boolean draft = true;
        private boolean serverHello;

        Values() {}

        Values(Values other) {
            this.ioThreads = other.ioThreads;
            this.maxSockets = other.maxSockets;
            this.ipv6 = other.ipv6;
            this.threadFactory = other.threadFactory;
            this.name = other.name;
            this.strict = other.strict;
            this.handshakesAtOnce = other.handshakesAtOnce;
            this.draft = other.draft;
            this.serverHello = other.serverHello;
        }
    }
}
