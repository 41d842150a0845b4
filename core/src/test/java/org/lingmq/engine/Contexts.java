package org.lingmq.engine;

import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.spi.Resolver;

/** Contexts whose surroundings a test plays. */
public final class Contexts {
    private Contexts() {}

    /** Names mean what the resolver says. */
    public static Context resolving(Resolver resolver) {
        return new LingContext(ContextOptions.defaults(), resolver);
    }
}
