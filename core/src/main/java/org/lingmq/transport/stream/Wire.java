package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.pattern.Ends;

/**
 * One live connection, as a link sees it: a non-blocking channel and its readiness. A test makes its own.
 *
 * <p>Reading and writing belong to the holders of custody, everything else to the I/O thread.
 */
public interface Wire extends ReadableByteChannel, WritableByteChannel {

    /** Registers with the thread's selector; the handler hears of the operations of {@link #interest}. */
    void register(IoThread io, Ready handler) throws IOException;

    /** Which readiness the handler wants to hear of: bits of {@link java.nio.channels.SelectionKey}. */
    void interest(int operations);

    /** Has a caller's selector watch for input too; null when that cannot be. The holder of the rx custody. */
    SelectionKey watch(Selector selector, Object attachment) throws IOException;

    /** No more is written; the peer sees the end of the stream behind what was. */
    void shutdownOutput() throws IOException;

    /** What both ends are called; stays when the wire is closed. */
    Ends names();

    /** Our end of the connection. */
    default String localAddress() {
        return names().local();
    }

    /** The peer's end. */
    default String remoteAddress() {
        return names().remote();
    }

    /** What messages from it answer for the property Peer-Address: an address without port. */
    String peerAddress();

    @Override
    void close();
}
