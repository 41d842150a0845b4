package org.lingmq;

import java.util.Map;

/**
 * Counters of one socket since it was made, peers that have left included. Whole messages; bytes are payload, without
 * headers. A snapshot: the counters move on while it is taken.
 *
 * @param messagesSent messages that left: the last byte was handed to the kernel, or to a peer in this process; a
 *     message that PUB sends to three peers counts three times
 * @param messagesReceived messages the application received
 * @param bytesSent payload bytes of {@code messagesSent}
 * @param bytesReceived payload bytes of {@code messagesReceived}
 * @param droppedFull messages not queued for a peer because its queue was full (PUB, ROUTER, REP)
 * @param unroutable messages whose addressee was not there (ROUTER, REP)
 * @param filtered messages that came in and matched no subscription (SUB), or that CONFLATE replaced by newer ones
 * @param lost messages that were queued for a peer and can never reach it
 * @param returned messages taken back from a peer that left and handed on to another ({@link Options#RETURN_UNSENT})
 * @param queuedOut messages now waiting to be sent
 * @param queuedIn messages now waiting to be received
 * @param reconnects how often connections were made again after a loss
 * @param peers how many peers are connected now
 * @param droppedByReason every message that went in or came in and was given up, by reason, a short lower-case word
 *     such as {@code full}, {@code unroutable}, {@code peer_gone}; unmodifiable, reasons that never happened are left
 *     out
 */
public record SocketStats(
        long messagesSent,
        long messagesReceived,
        long bytesSent,
        long bytesReceived,
        long droppedFull,
        long unroutable,
        long filtered,
        long lost,
        long returned,
        long queuedOut,
        long queuedIn,
        long reconnects,
        long peers,
        Map<String, Long> droppedByReason) {
    /** {@return all messages that were given up, whatever the reason: the sum of the reasons} */
    public long dropped() {
        return droppedByReason.values().stream().mapToLong(Long::longValue).sum();
    }
}
