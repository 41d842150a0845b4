package org.lingmq.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lingmq.transport.CallerDriven;

/** A pipe as a link, whose readings come to what the test says; remembers what was asked of it. */
final class PlayedLink implements CallerDriven, AutoCloseable {

    private final Pipe pipe;
    private final Deque<Filled> readings = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private SelectionKey key;
    private boolean refusesWatching;

    PlayedLink(Filled... readings) throws IOException {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        // The channel is ready at any time.
        pipe.sink().write(ByteBuffer.allocate(1));
        this.readings.addAll(List.of(readings));
    }

    @Override
    public SelectionKey watch(Selector selector, Object attachment) throws IOException {
        if (refusesWatching) {
            return null;
        }
        key = pipe.source().register(selector, SelectionKey.OP_READ, attachment);
        return key;
    }

    @Override
    public void drive() {
        asked.add("drive");
    }

    @Override
    public Filled fill() {
        asked.add("fill");
        return readings.remove();
    }

    @Override
    public void giveBack() {
        asked.add("give back, interest " + key.interestOps());
    }

    /** Whether somebody else is at it just now. */
    void refuseWatching(boolean refuses) {
        refusesWatching = refuses;
    }

    /** Whether any selector holds on to the channel. */
    boolean registered() {
        return pipe.source().isRegistered();
    }

    SelectionKey key() {
        return key;
    }

    List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    @Override
    public void close() throws IOException {
        pipe.source().close();
        pipe.sink().close();
    }
}
