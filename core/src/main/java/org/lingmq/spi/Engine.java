package org.lingmq.spi;

import org.lingmq.Context;
import org.lingmq.ContextOptions;

/**
 * What stands behind {@link Context#open()}: makes contexts.
 *
 * <p>The API finds its engine through {@link java.util.ServiceLoader}, so that the package {@code org.lingmq} stays
 * free of any import from the implementation. An engine has a public constructor without arguments, or a public static
 * {@code provider()} method in a named module, and keeps no state between calls: each context stands alone.
 */
public interface Engine {
    /**
     * Opens a context.
     *
     * <p>Called on the user's thread, any thread, several at once. May not block. The threads of the context may start
     * later, with its first socket.
     *
     * @param options checked settings, never null
     * @return a new open context, owned by the caller
     */
    Context open(ContextOptions options);
}
