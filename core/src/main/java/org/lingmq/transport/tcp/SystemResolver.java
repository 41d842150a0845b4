package org.lingmq.transport.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.lingmq.spi.Resolver;

/**
 * The names the operating system knows, through the JDK.
 *
 * <p>The JDK remembers answers: 30 s by default when found, 10 s when not (the security properties
 * {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl}). A host that moves is followed as
 * soon as that time is over. The order of families is the JDK's too ({@code java.net.preferIPv6Addresses}). Safe for
 * all threads.
 */
public final class SystemResolver implements Resolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }
}
