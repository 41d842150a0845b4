package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Something another thread tells a socket. What happens often (a pipe became readable) is one object posted again and
 * again; while it lies unhandled in the mailbox, posting it once more adds nothing.
 */
public final class Mail {

    private static final VarHandle POSTED;

    static {
        try {
            POSTED = MethodHandles.lookup().findVarHandle(Mail.class, "posted", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable action;
    Mail next;

    @SuppressWarnings("unused")
    private int posted;

    /** Mail whose action runs under the socket's entry. */
    public Mail(Runnable action) {
        this.action = action;
    }

    /** Whether the caller, who has made a full fence, shall put it into the box: false while it lies there. */
    boolean claim() {
        return (int) POSTED.getOpaque(this) == 0 && POSTED.compareAndSet(this, 0, 1);
    }

    /**
     * From now on it may be posted again; then acts, so that what a poster published before is seen by one of the two.
     */
    void handle() {
        POSTED.setVolatile(this, 0);
        VarHandle.fullFence();
        action.run();
    }
}
