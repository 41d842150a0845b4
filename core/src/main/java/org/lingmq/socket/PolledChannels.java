package org.lingmq.socket;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.IdentityHashMap;
import java.util.Map;
import org.lingmq.ErrorCode;
import org.lingmq.Poller;
import org.lingmq.ZmqException;
import org.lingmq.io.Waiter;

/** The NIO channels of a poller, in a selector of its own that is opened with the first. */
final class PolledChannels {

    private final IdentityHashMap<SelectableChannel, Integer> masks = new IdentityHashMap<>();
    private Selector selector;

    boolean isEmpty() {
        return masks.isEmpty();
    }

    /** Where a wait sleeps; null when there is no channel. */
    Selector selector() {
        return masks.isEmpty() ? null : selector;
    }

    void add(SelectableChannel channel, int events) {
        if (channel.isBlocking()) {
            throw new ZmqException(
                    ErrorCode.EINVAL, "a blocking channel cannot be polled; call configureBlocking(false) first");
        }
        try {
            if (selector == null) {
                selector = Selector.open();
            }
            // A key that was cancelled is in the way until the selector has run.
            selector.selectNow();
            channel.register(selector, operations(channel, events));
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
        SelectionKey key = channel.keyFor(selector);
        if (key == null) {
            return;
        }
        key.cancel();
        try {
            // A channel that is closed keeps its descriptor until the selector has run.
            selector.selectNow();
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

    /** Finds what is ready now. */
    void look(IdentityHashMap<Object, Integer> found) {
        if (masks.isEmpty()) {
            return;
        }
        try {
            for (Map.Entry<SelectableChannel, Integer> item : masks.entrySet()) {
                SelectionKey key = item.getKey().keyFor(selector);
                boolean open = key != null && interest(key, operations(item.getKey(), item.getValue()));
                if (!open && (item.getValue() & Poller.ERR) != 0) {
                    found.put(item.getKey(), Poller.ERR);
                }
            }
            selector.selectNow(key -> {
                int events = events(key.readyOps(), masks.get(key.channel()));
                if (events != 0) {
                    found.put(key.channel(), events);
                }
            });
        } catch (IOException e) {
            throw failed(e);
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

    /** Sleeps until a channel is ready or somebody rings; the next look finds out which. */
    Waiter.Outcome sleep(Waiter waiter, long timeoutNs) {
        try {
            return waiter.select(timeoutNs, key -> {});
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ZmqException failed(IOException e) {
        return new ZmqException(ErrorCode.EIO, "the poller's selector failed: " + e.getMessage(), e);
    }

    void close() {
        masks.clear();
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
