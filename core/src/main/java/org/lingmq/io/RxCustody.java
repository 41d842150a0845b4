package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The right to read from a link. Losing it is never an error: the holder sees the same bytes. Begins held. */
public final class RxCustody {

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(RxCustody.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private int word = 1;

    /** Takes the right if it is free. */
    public boolean tryHold() {
        return WORD.compareAndSet(this, 0, 1);
    }

    /** Lets go. */
    public void release() {
        WORD.setVolatile(this, 0);
    }
}
