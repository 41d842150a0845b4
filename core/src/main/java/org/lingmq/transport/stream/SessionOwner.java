package org.lingmq.transport.stream;

/** What a session's listener or dialer does when one of its links is over. Called on the I/O thread. */
interface SessionOwner {

    /**
     * The link is gone. The session is {@link Session#finish}ed or gets another link.
     *
     * @param tell raises the events; runs once the socket knows, so that whoever hears them finds it so
     */
    void linkOver(Session session, LinkEnd end, Runnable tell);

    /** Whether no link will come any more, unless the application asks for one. */
    default boolean gaveUp() {
        return false;
    }

    /** What is said on the session's links that no application sends. */
    default Words words() {
        return Words.NONE;
    }

    /** The socket had let the session go and it is over now. */
    void letGo(Session session);
}
