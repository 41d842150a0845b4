package org.lingmq.transport.stream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;

/** A {@link SocketChannel} on its way. */
public final class ConnectingChannel implements Connecting {

    /** How a transport names both ends of a connected channel. */
    @FunctionalInterface
    public interface Naming {

        /** The wire with the names. */
        ChannelWire wire(SocketChannel connected) throws IOException;
    }

    private final SocketChannel channel;
    private final SocketAddress address;
    private final Naming naming;
    private SelectionKey key;

    /** Takes over a channel that is open, non-blocking, with its options set, and not connected. */
    public ConnectingChannel(SocketChannel channel, SocketAddress address, Naming naming) {
        this.channel = channel;
        this.address = address;
        this.naming = naming;
    }

    @Override
    public boolean begin(IoThread io, Ready handler) throws IOException {
        if (channel.connect(address)) {
            return true;
        }
        key = channel.register(io.selector(), SelectionKey.OP_CONNECT, handler);
        return false;
    }

    @Override
    public boolean finish() throws IOException {
        return channel.finishConnect();
    }

    @Override
    public Wire wire() throws IOException {
        ChannelWire wire = naming.wire(channel);
        wire.adopt(key);
        return wire;
    }

    @Override
    public void close() {
        new ChannelWire(channel, null).close();
    }
}
