package org.lingmq.transport;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.lingmq.io.IoThread;
import org.lingmq.spi.Resolver;

/**
 * What a transport works with when a socket binds or connects.
 *
 * @param side the socket
 * @param io the thread that cares for the endpoint
 * @param options the socket's options at this moment; a copy
 * @param gate how many handshakes the context has under way
 * @param resolver finds the addresses of names; may block
 * @param lookups where the resolver is called, so that it blocks nobody
 * @param random for jitter and temporary names
 * @param strict whether endpoints that other machines can reach must be secured
 */
public record Surroundings(
        SocketSide side,
        IoThread io,
        OptionValues options,
        HandshakeGate gate,
        Resolver resolver,
        Executor lookups,
        RandomGenerator random,
        boolean strict) {}
