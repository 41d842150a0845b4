package org.lingmq;

import java.util.Set;

/** The library itself: its version and what it can do. Any thread may ask. */
public final class LingMQ {
    private static final String VERSION = "0.1.0";
    private static final Set<String> CAPABILITIES = Set.of("tcp", "ipc", "inproc", "udp", "draft");

    private LingMQ() {}

    /**
     * The version of this library.
     *
     * @return as in {@code 0.1.0}
     */
    public static String version() {
        return VERSION;
    }

    /**
     * All that {@link #has(String)} is true for.
     *
     * @return an unmodifiable set
     */
    public static Set<String> capabilities() {
        return CAPABILITIES;
    }

    /**
     * Whether this library can do something, as {@code zmq_has} answers it. What one context can do, plug-ins included,
     * is {@link Context#has(String)}.
     *
     * @param capability {@code "draft"}, {@code "tcp"}, {@code "ipc"}, {@code "inproc"}, {@code "udp"}; case counts
     * @return false for everything else
     */
    public static boolean has(String capability) {
        return CAPABILITIES.contains(capability);
    }
}
