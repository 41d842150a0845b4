package org.lingmq.socket;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.IdentityHashMap;
import java.util.Map;
import org.lingmq.ErrorCode;
import org.lingmq.Poller;
import org.lingmq.ZmqException;

/** The NIO channels of a poller, in the selector of the place where it waits. */
final class PolledChannels {

    private final IdentityHashMap<SelectableChannel, Integer> masks = new IdentityHashMap<>();
    private final WaitingPlace place;
    private final Map<Object, Integer> found;

    /** What is ready goes into the map. */
    PolledChannels(WaitingPlace place, Map<Object, Integer> found) {
        this.place = place;
        this.found = found;
    }

    boolean isEmpty() {
        return masks.isEmpty();
    }

    void add(SelectableChannel channel, int events) {
        if (channel.isBlocking()) {
            throw new ZmqException(
                    ErrorCode.EINVAL, "a blocking channel cannot be polled; call configureBlocking(false) first");
        }
        try {
            channel.register(place.selector(), operations(channel, events), (Watched) this::ready);
            masks.put(channel, events);
        } catch (ClosedChannelException e) {
            throw new ZmqException(ErrorCode.EINVAL, "the channel is closed", e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void change(SelectableChannel channel, int events) {
        masks.put(channel, events);
    }

    void remove(SelectableChannel channel) {
        masks.remove(channel);
        SelectionKey key = channel.keyFor(place.current());
        if (key == null) {
            return;
        }
        place.drop(key);
        try {
            // A channel that is closed keeps its descriptor until the selector has run.
            place.selector();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static int operations(SelectableChannel channel, int events) {
        int operations = 0;
        if ((events & Poller.IN) != 0) {
            operations |= SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
        }
        if ((events & Poller.OUT) != 0) {
            operations |= SelectionKey.OP_WRITE;
        }
        if (events != 0 && channel instanceof SocketChannel socket && socket.isConnectionPending()) {
            operations = SelectionKey.OP_CONNECT;
        }
        return operations & channel.validOps();
    }

    /** Before the selector runs: has it watch for what is wanted of each channel now, and finds those closed. */
    void prepare() {
        for (Map.Entry<SelectableChannel, Integer> item : masks.entrySet()) {
            SelectionKey key = item.getKey().keyFor(place.current());
            boolean open = key != null && interest(key, operations(item.getKey(), item.getValue()));
            if (!open && (item.getValue() & Poller.ERR) != 0) {
                found.put(item.getKey(), Poller.ERR);
            }
        }
    }

    private void ready(SelectionKey key) {
        int events = events(key.readyOps(), masks.get(key.channel()));
        if (events != 0) {
            found.put(key.channel(), events);
        }
    }

    /** False when the channel is closed, which its owner may do at any moment. */
    private static boolean interest(SelectionKey key, int operations) {
        try {
            key.interestOps(operations);
            return true;
        } catch (CancelledKeyException closed) {
            return false;
        }
    }

    private static int events(int readyOperations, int mask) {
        int events = 0;
        if ((readyOperations & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT | SelectionKey.OP_CONNECT)) != 0) {
            events |= Poller.IN;
        }
        if ((readyOperations & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
            events |= Poller.OUT;
        }
        return events & mask;
    }

    static ZmqException failed(IOException e) {
        return new ZmqException(ErrorCode.EIO, "the poller's selector failed: " + e.getMessage(), e);
    }
}
