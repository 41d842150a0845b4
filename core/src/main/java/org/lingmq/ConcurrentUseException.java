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
        this.ownerName = owner == null ? null : owner.getName();
        this.intruderName = intruder.getName();
    }

    private static String sentence(String socketName, Thread owner, Thread intruder) {
        return "Socket " + socketName + " was called by " + describe(intruder) + " while "
                + (owner == null ? "another thread" : describe(owner))
                + " was inside; let one thread at a time use it, or give each thread a socket of its own.";
    }

    @SuppressWarnings("deprecation") // threadId() exists from 19 on
    private static String describe(Thread thread) {
        return "thread \"" + thread.getName() + "\" (" + thread.getId() + ")";
    }

    /**
     * Name of the thread that was inside first.
     *
     * @return null when it had left before it could be named
     */
    public String ownerName() {
        return ownerName;
    }

    /**
     * Name of the thread that came in addition and got this exception.
     *
     * @return never null
     */
    public String intruderName() {
        return intruderName;
    }
}
