package org.lingmq.transport.ipc;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;

/**
 * An endpoint of the {@code ipc} transport: the path of a socket file, or for bind {@code *}, a new file in a folder of
 * its own. Relative paths count from the working directory. Reading one touches no file. Immutable, safe for all
 * threads.
 */
public final class IpcEndpoint {
    /** What the JDK passes on to the kernel, whose own limit is 107. */
    private static final int LONGEST_PATH_BYTES = 106;

    private static final String WILDCARD = "*";
    private static final String NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_LENGTH = 10;

    private final Endpoint endpoint;

    /** Null for the wildcard. */
    private final Path path;

    private IpcEndpoint(Endpoint endpoint, Path path) {
        this.endpoint = endpoint;
        this.path = path;
    }

    /**
     * Reads what bind takes: {@code ipc://path} or {@code ipc://*}.
     *
     * @param endpoint the scheme is not looked at
     * @return where to bind
     * @throws ZmqException {@code ENAMETOOLONG} for a path of more than 106 bytes, {@code ENOTSUP} for an abstract
     *     name, {@code EINVAL} for what cannot be a path
     */
    public static IpcEndpoint forBind(Endpoint endpoint) {
        return endpoint.address().equals(WILDCARD)
                ? new IpcEndpoint(endpoint, null)
                : new IpcEndpoint(endpoint, checked(endpoint, endpoint.address()));
    }

    /**
     * Reads what connect takes: {@code ipc://path}.
     *
     * @param endpoint the scheme is not looked at
     * @return where to connect to
     * @throws ZmqException as {@link #forBind}, and {@code EINVAL} for {@code ipc://*}
     */
    public static IpcEndpoint forConnect(Endpoint endpoint) {
        if (endpoint.address().equals(WILDCARD)) {
            throw endpoint.refusal(
                    ErrorCode.EINVAL, "* is for bind; connect needs the path that bind chose, its LAST_ENDPOINT");
        }
        return new IpcEndpoint(endpoint, checked(endpoint, endpoint.address()));
    }

    private static Path checked(Endpoint endpoint, String text) {
        if (text.equals("@")) {
            throw endpoint.refusal(ErrorCode.EINVAL, "a name must follow the @");
        }
        if (text.startsWith("@")) {
            throw endpoint.refusal(
                    ErrorCode.ENOTSUP,
                    "abstract names (@name) cannot be opened from Java; use a path, or ./@name for a file");
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH_BYTES) {
            throw endpoint.refusal(
                    ErrorCode.ENAMETOOLONG, "the path has " + length + " bytes and Java allows " + LONGEST_PATH_BYTES);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw endpoint.refusal(ErrorCode.EINVAL, "that is no path here: " + invalid.getReason());
        }
    }

    /**
     * Whether bind is to make a file of its own.
     *
     * @return true for {@code ipc://*}
     */
    public boolean isWildcard() {
        return path == null;
    }

    /**
     * The address to bind or connect.
     *
     * @return for a path as written
     * @throws IllegalStateException for the wildcard
     */
    public UnixDomainSocketAddress address() {
        if (path == null) {
            throw new IllegalStateException("a wildcard has no address until one is made for it");
        }
        return UnixDomainSocketAddress.of(path);
    }

    /**
     * A fresh address for the wildcard: {@code <directory>/lingmq-<ten letters>/socket}. The caller makes the folder,
     * with access for its user alone, asks again when it exists already, and removes both when the endpoint ends.
     *
     * @param directory where temporary folders go
     * @param random where the ten letters come from
     * @return an address that nothing has been looked up or created for
     * @throws ZmqException {@code ENAMETOOLONG} when the directory's path is too long for a socket in it
     */
    public UnixDomainSocketAddress wildcardAddress(Path directory, RandomGenerator random) {
        StringBuilder name = new StringBuilder("lingmq-");
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        Path socket = directory.resolve(name.toString()).resolve("socket");
        return UnixDomainSocketAddress.of(checked(endpoint, socket.toString()));
    }

    /**
     * The endpoint of a real address: what LAST_ENDPOINT shows for a wildcard. An explicit path is shown as written, by
     * {@link #toString()}.
     *
     * @param address a bound address
     * @return {@code ipc://} and the path
     */
    public static String format(UnixDomainSocketAddress address) {
        return "ipc://" + address.getPath();
    }

    /** The endpoint as it was written. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
