package org.lingmq.pattern;

/** Why a message was not delivered, or took another way; the names appear in a socket's statistics. */
public enum Loss {
    /** The peer's queue was full. */
    FULL,
    /** ROUTER knew no peer of that id. */
    UNROUTABLE,
    /** It was queued for a peer that has gone. */
    PEER_GONE,
    /** It was handed to another peer because its own had gone; not lost. */
    RETURNED,
    /** LINGER ended before it was sent. */
    LINGER,
    /** It matched no subscription. */
    FILTERED,
    /** A newer one took its place (CONFLATE). */
    CONFLATED,
    /** It had no empty frame between envelope and body, or an envelope of over 64 KiB. */
    NO_DELIMITER,
    /** A reply nobody waits for any more. */
    STALE_REPLY,
    /** A subscriber sent it to a publisher. */
    FROM_SUBSCRIBER,
    /** It had several frames and came to a type whose messages have one. */
    MULTIPART,
    /** It came to a DISH and was not the name of a group and one frame. */
    NO_GROUP,
    /** It did not fit into one datagram. */
    TOO_LARGE,
    /** The system did not take the datagram: no room, no route, or an address that is not known yet. */
    NOT_SENT
}
