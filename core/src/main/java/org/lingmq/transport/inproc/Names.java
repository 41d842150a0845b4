package org.lingmq.transport.inproc;

import java.util.List;

/** The inproc names of one context: who is bound, and who waits for somebody to bind. Any thread. */
public interface Names {

    /**
     * Takes a name.
     *
     * @return those that wait for it, oldest first; null when the name is taken
     */
    List<InprocDialer> bind(String name, InprocListener listener);

    /** Gives a name back. */
    void unbind(String name, InprocListener listener);

    /** Finds who is bound to a name; when nobody is, the dialer waits and null is returned. */
    InprocListener findOrPark(String name, InprocDialer dialer);

    /** The dialer waits until somebody else binds the name. */
    void park(String name, InprocDialer dialer);

    /** The dialer waits no more, if it did. */
    void unpark(String name, InprocDialer dialer);
}
