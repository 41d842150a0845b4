package org.lingmq.io;

/** A link whose caller only appends for now, so that the I/O thread looks every few dozen microseconds. */
public interface Swept {

    /** What the I/O thread does with it after a look. */
    enum Next {
        /** Look again after a moment. */
        AGAIN,
        /** It must be looked at again, but its caller writes by itself, so that need not be soon. */
        LATER,
        /** Keep it, but look only when its channel can take bytes again. */
        WHEN_WRITABLE,
        /** Off the list; it is listed anew when its caller turns busy again. */
        FORGET
    }

    /** Writes what has gathered. Called by the I/O thread only. */
    Next sweep();
}
