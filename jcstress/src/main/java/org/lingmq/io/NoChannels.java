package org.lingmq.io;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.function.Consumer;

/** A selector that no channel is registered in and that takes no descriptor, so that thousands may be there at once. */
public final class NoChannels extends Selector {

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public SelectorProvider provider() {
        return SelectorProvider.provider();
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) {
        return 0;
    }

    @Override
    public int select(long timeoutMs) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }

    @Override
    public Selector wakeup() {
        return this;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
