package org.lingmq;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The messages of a socket one after the other, until {@link Socket#receive()} returns null. Used by the one thread
 * that may use the socket.
 */
final class ReceivedMessages implements Iterator<Message> {
    private final Receiver socket;
    private Message next;
    private boolean ended;

    ReceivedMessages(Receiver socket) {
        this.socket = socket;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = socket.receive();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public Message next() {
        if (!hasNext()) {
            throw new NoSuchElementException("RCVTIMEO ran out and no message came");
        }
        Message message = next;
        next = null;
        return message;
    }
}
