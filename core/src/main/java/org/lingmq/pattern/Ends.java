package org.lingmq.pattern;

/** What both ends of a connection are called; made when somebody asks, as most connections are never asked. */
public interface Ends {

    /** Our end; null when it has no name. */
    String local();

    /** The peer's end; null when it has no name. */
    String remote();

    /** Ends whose names are there already. */
    record Named(String local, String remote) implements Ends {}
}
