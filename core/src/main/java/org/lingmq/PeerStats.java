package org.lingmq;

/**
 * Counters of one peer since it first connected, reconnects included. Whole messages; bytes are payload, without
 * headers. A snapshot: the counters move on while it is taken.
 *
 * @param messagesSent messages that left for this peer: the last byte was handed to the kernel, or to the peer in this
 *     process
 * @param messagesReceived messages the application received from this peer
 * @param bytesSent payload bytes of {@code messagesSent}
 * @param bytesReceived payload bytes of {@code messagesReceived}
 * @param droppedFull messages not queued for this peer because its queue was full (PUB, ROUTER, REP)
 * @param lost messages that were queued for this peer and can never reach it
 * @param queuedOut messages now waiting to be sent
 * @param queuedIn messages now waiting to be received
 * @param reconnects how often the connection was made again after a loss
 */
public record PeerStats(
        long messagesSent,
        long messagesReceived,
        long bytesSent,
        long bytesReceived,
        long droppedFull,
        long lost,
        long queuedOut,
        long queuedIn,
        long reconnects) {}
