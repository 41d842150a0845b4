package org.lingmq.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Turns host names into addresses. Literal addresses never come here.
 *
 * <p>A resolver may block for as long as name servers take, so it is called where nothing else waits: in the thread
 * that binds, or in one kept for names, never in an I/O thread. It must be safe for many threads at once.
 */
@FunctionalInterface
public interface Resolver {
    /**
     * All addresses of a host, the preferred ones first. Asked again at each attempt to connect, so that a host may
     * move.
     *
     * @param host a name as it stood in the endpoint: ASCII, without brackets, port or zone
     * @return at least one address; the array is the caller's
     * @throws UnknownHostException when there is no such host or no server answered; the attempt counts as failed
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
