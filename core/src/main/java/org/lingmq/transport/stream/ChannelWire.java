package org.lingmq.transport.stream;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.pattern.Ends;

/** A wire that is a connected, non-blocking {@link SocketChannel}. */
public final class ChannelWire implements Wire {

    private static final Logger LOG = System.getLogger("org.lingmq.transport");

    /** How a transport names what is connected. */
    public interface Names extends Ends {

        /** Where the peer is; what messages from it answer for Peer-Address. */
        String peerAddress();
    }

    private final SocketChannel channel;
    private final Names names;
    private SelectionKey key;
    private int interest;

    /** Wraps a channel that is connected and set to non-blocking. */
    public ChannelWire(SocketChannel channel, Names names) {
        this.channel = channel;
        this.names = names;
    }

    @Override
    public SelectionKey watch(Selector selector, Object attachment) throws IOException {
        try {
            return channel.register(selector, SelectionKey.OP_READ, attachment);
        } catch (ClosedChannelException e) {
            return null;
        }
    }

    @Override
    public void register(IoThread io, Ready handler) throws IOException {
        if (key == null) {
            key = channel.register(io.selector(), interest, handler);
        } else {
            key.attach(handler);
        }
    }

    /** The channel is registered with an I/O thread already. */
    void adopt(SelectionKey registered) {
        if (registered != null) {
            key = registered;
            interest = registered.interestOps();
        }
    }

    @Override
    public void interest(int operations) {
        if (operations != interest && key != null && key.isValid()) {
            interest = operations;
            key.interestOps(operations);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public Ends names() {
        return names;
    }

    @Override
    public String peerAddress() {
        return names.peerAddress();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection failed", e);
        }
    }
}
