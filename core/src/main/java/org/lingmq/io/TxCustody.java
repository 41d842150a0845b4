package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The right to write to a link: at most one party has it, and nobody's bytes are forgotten.
 *
 * <p>Whoever published calls {@link #acquire}. Either it holds the right now and writes, or the holder is told to look
 * once more before it lets go. It begins held.
 */
public final class TxCustody {

    private static final int HELD = 1;
    private static final int DIRTY = 2;

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(TxCustody.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private int word = HELD;

    /** Takes the right, or tells its holder to look again; also the fence between publishing and looking. */
    public boolean acquire() {
        return ((int) WORD.getAndBitwiseOr(this, HELD | DIRTY) & HELD) == 0;
    }

    /** The holder begins a round: what was published before is seen in it. */
    public void beginRound() {
        WORD.getAndSet(this, HELD);
    }

    /** Lets go, unless somebody published since the round began; then another round is due. */
    public boolean release() {
        return WORD.compareAndSet(this, HELD, 0);
    }

    /**
     * Lets go although somebody may have published since the round began. Only for a holder who sees to it that the
     * lane is looked at again.
     */
    public void letGo() {
        WORD.setVolatile(this, 0);
    }

    /** Takes the right if it is free, without telling a holder anything. */
    public boolean tryHold() {
        return WORD.compareAndSet(this, 0, HELD);
    }

    /** As {@link #tryHold}, again and again; false when it was never free. */
    public boolean holdWithin(int attempts) {
        for (int attempt = 0; !tryHold(); attempt++) {
            if (attempt == attempts) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }
}
