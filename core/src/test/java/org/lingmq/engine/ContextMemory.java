package org.lingmq.engine;

import java.lang.reflect.Field;
import org.lingmq.Context;

/** Looks into a context. */
public final class ContextMemory {
    private ContextMemory() {}

    /** How much memory the lanes of its sockets hold. */
    public static long inUseBytes(Context context) {
        try {
            Field services = LingContext.class.getDeclaredField("services");
            services.setAccessible(true);
            return ((ContextServices) services.get(context)).pool().inUseBytes();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
