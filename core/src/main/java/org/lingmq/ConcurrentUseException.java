package org.lingmq;

/**
 * Two threads were inside one socket at the same time. The call that throws has done nothing.
 *
 * <p>A socket is used by one thread at a time. Handing it from one thread to another is fine, as long as the first has
 * returned from its call.
 */
public final class ConcurrentUseException extends ZmqException {
    private static final long serialVersionUID = 1L;

    /** Name of the thread that was inside first; null when it had just left. */
    private final String ownerName;

    /** Name of the thread that came in addition. */
    private final String intruderName;

    /**
     * Names the socket and both threads.
     *
     * @param socketName which socket
     * @param owner the thread that was inside; null when it had left before it could be named
     * @param intruder the thread that came in addition
     */
    public ConcurrentUseException(String socketName, Thread owner, Thread intruder) {
        super(ErrorCode.EBUSY, sentence(socketName, owner, intruder));
        this.ownerName = owner == null ? null : name(owner);
        this.intruderName = name(intruder);
    }

    private static String sentence(String socketName, Thread owner, Thread intruder) {
        return socketName + " was called by " + describe(intruder) + " while "
                + (owner == null ? "another thread" : describe(owner))
                + " was inside; let one thread at a time use it, or give each thread one of its own";
    }

    private static String describe(Thread thread) {
        return thread.getName().isEmpty()
                ? name(thread)
                : kind(thread) + " \"" + thread.getName() + "\" (" + id(thread) + ")";
    }

    /** Virtual threads have no name unless they are given one. */
    private static String name(Thread thread) {
        return thread.getName().isEmpty() ? kind(thread) + " " + id(thread) : thread.getName();
    }

    @SuppressWarnings("deprecation") // threadId() exists from 19 on
    private static long id(Thread thread) {
        return thread.getId();
    }

    /** Asked by name, as {@code isVirtual} exists from 21 on. */
    private static String kind(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread) ? "virtual thread" : "thread";
        } catch (ReflectiveOperationException before21) {
            return "thread";
        }
    }

    /**
     * Name of the thread that was inside first; kind and number, such as {@code virtual thread 2030}, when it has none.
     *
     * @return null when it had left before it could be named
     */
    public String ownerName() {
        return ownerName;
    }

    /**
     * Name of the thread that came in addition and got this exception; kind and number when it has none.
     *
     * @return never null
     */
    public String intruderName() {
        return intruderName;
    }
}
