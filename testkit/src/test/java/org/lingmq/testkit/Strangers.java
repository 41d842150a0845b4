package org.lingmq.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many connections that say something once and then only stay; closed together. */
final class Strangers implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();

    /** One more; what the other side does not take any more is not said. */
    void add(String endpoint, byte[] says) {
        try {
            SocketChannel channel = SocketChannel.open(ScriptedPeer.address(endpoint));
            channels.add(channel);
            say(channel, ByteBuffer.wrap(says));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(SocketChannel channel, ByteBuffer words) {
        try {
            while (words.hasRemaining()) {
                channel.write(words);
            }
        } catch (IOException turnedAway) {
            words.position(words.limit());
        }
    }

    @Override
    public void close() {
        try {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
