package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Who decides what becomes of a wish that waits: the one who fulfils it, or the one who takes it back. Any thread. */
public final class Claim {

    private static final int OPEN = 0;
    private static final int TRYING = 1;
    private static final int SETTLED = 2;
    private static final int WITHDRAWN = 3;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Claim.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // used through STATE
    private int state;

    /** Tries to fulfil it; {@link #settle} or {@link #reopen} follows at once. False when it is over. */
    public boolean tryFulfil() {
        return STATE.compareAndSet(this, OPEN, TRYING);
    }

    /** It is fulfilled, for good. */
    public void settle() {
        STATE.setVolatile(this, SETTLED);
    }

    /** It could not be fulfilled yet. */
    public void reopen() {
        STATE.setVolatile(this, OPEN);
    }

    /** Takes it back; false when it is fulfilled, or was taken back before. Waits for one who is trying. */
    public boolean withdraw() {
        while (!STATE.compareAndSet(this, OPEN, WITHDRAWN)) {
            if ((int) STATE.getVolatile(this) != TRYING) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
