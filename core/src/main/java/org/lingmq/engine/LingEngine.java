package org.lingmq.engine;

import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.spi.Engine;
import org.lingmq.transport.tcp.SystemResolver;

/** The provider that {@link Context#open()} finds. */
public final class LingEngine implements Engine {

    @Override
    public Context open(ContextOptions options) {
        return new LingContext(options, new SystemResolver());
    }
}
