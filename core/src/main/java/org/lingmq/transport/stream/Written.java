package org.lingmq.transport.stream;

/** What a look of the I/O thread at a link's output came to. */
enum Written {
    /** Nothing is left. */
    CLEAR,
    /** The channel took no more, or that was enough for one turn. */
    LEFT,
    /** Another party writes; it may leave something and tell nobody. */
    ELSEWHERE
}
