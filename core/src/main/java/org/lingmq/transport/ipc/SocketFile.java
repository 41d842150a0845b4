package org.lingmq.transport.ipc;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.lingmq.ErrorCode;
import org.lingmq.spi.Endpoint;

/**
 * The file of a listening socket, from bind until it is removed. Only its user may connect: mode 0600, and 0700 for the
 * folder of a wildcard.
 *
 * <p>A file that stands in the way is replaced when it is a socket and nobody answers behind it: its owner has died.
 * Two processes that replace the same dead file at the same moment may both succeed, and then the later one has the
 * path.
 */
final class SocketFile {

    /** Windows has sockets that are files, but neither modes nor file numbers. */
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final int TYPE_BITS = 0170000;
    private static final int TYPE_SOCKET = 0140000;

    private final Endpoint endpoint;
    private final UnixDomainSocketAddress address;
    private final Path path;

    /** Made for this file alone; null without. */
    private final Path folder;

    private Map<String, Object> number = Map.of();

    private SocketFile(Endpoint endpoint, UnixDomainSocketAddress address, Path folder) {
        this.endpoint = endpoint;
        this.address = address;
        this.path = address.getPath();
        this.folder = folder;
    }

    /** A file at the path that the endpoint names. */
    static SocketFile named(Endpoint endpoint, IpcEndpoint parsed) {
        return new SocketFile(endpoint, parsed.address(), null);
    }

    /** A file in a new folder of its own under the directory. */
    static SocketFile temporary(Endpoint endpoint, IpcEndpoint parsed, Path directory, RandomGenerator random)
            throws IOException {
        while (true) {
            UnixDomainSocketAddress address = parsed.wildcardAddress(directory, random);
            Path folder = address.getPath().getParent();
            try {
                if (UNIX) {
                    Files.createDirectory(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectory(folder);
                }
                return new SocketFile(endpoint, address, folder);
            } catch (FileAlreadyExistsException taken) {
                // Another name, then.
            } catch (NoSuchFileException missing) {
                throw endpoint.refusal(ErrorCode.ENOENT, "there is no folder " + directory + " for it", missing);
            }
        }
    }

    UnixDomainSocketAddress address() {
        return address;
    }

    /**
     * Opens a channel that listens here.
     *
     * @throws org.lingmq.ZmqException when the way is barred by a listener, another kind of file, or a missing folder
     * @throws IOException when the system refuses
     */
    ServerSocketChannel listen(int backlog) throws IOException {
        refuseMissingFolder();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            try {
                channel.bind(address, backlog);
            } catch (BindException taken) {
                removeDead();
                channel.bind(address, backlog);
            }
            protect();
            FilesToRemove.add(this);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void protect() throws IOException {
        if (!UNIX) {
            return;
        }
        try {
            number = attributes("unix:dev,ino");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (NoSuchFileException gone) {
            throw endpoint.refusal(ErrorCode.EADDRINUSE, "another socket took the path at the same moment", gone);
        }
    }

    private void refuseMissingFolder() {
        Path parent = path.getParent();
        if (parent != null && !Files.exists(parent)) {
            throw endpoint.refusal(ErrorCode.ENOENT, "the folder " + parent + " does not exist; make it first");
        }
        if (parent != null && !Files.isDirectory(parent)) {
            throw endpoint.refusal(ErrorCode.ENOENT, parent + " is no folder");
        }
    }

    /** Removes the file in the way, unless it is none of ours or serves somebody. */
    private void removeDead() throws IOException {
        String looks = UNIX ? "unix:dev,ino,ctime,mode" : "isOther";
        try {
            Map<String, Object> before = attributes(looks);
            boolean isSocket =
                    UNIX ? ((int) before.get("mode") & TYPE_BITS) == TYPE_SOCKET : (boolean) before.get("isOther");
            if (!isSocket) {
                throw endpoint.refusal(
                        ErrorCode.EADDRINUSE, "there is a file already that is no socket; it was left as it is");
            }
            if (answers() || !before.equals(attributes(looks))) {
                throw endpoint.refusal(
                        ErrorCode.EADDRINUSE,
                        "another socket listens there, of this program or another; close it, or take another path");
            }
            Files.delete(path);
        } catch (NoSuchFileException gone) {
            // Its owner was quicker.
        }
    }

    private Map<String, Object> attributes(String names) throws IOException {
        return Files.readAttributes(path, names, LinkOption.NOFOLLOW_LINKS);
    }

    /** Only a refused connection says that nobody listens: a full queue, or no permission, is somebody's. */
    private boolean answers() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            return answers(probe);
        }
    }

    private boolean answers(SocketChannel probe) {
        try {
            probe.connect(address);
            return true;
        } catch (ConnectException nobody) {
            return false;
        } catch (IOException somebody) {
            return true;
        }
    }

    /** Removes what bind made; a file that has taken the place of ours stays. The channel is still open. */
    void remove() throws IOException {
        try {
            removeFile();
            removeFolder();
        } finally {
            FilesToRemove.forget(this);
        }
    }

    private void removeFile() throws IOException {
        try {
            if (!UNIX || attributes("unix:dev,ino").equals(number)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException gone) {
            // Somebody was quicker.
        }
    }

    /** Removes the folder of a wildcard. */
    void removeFolder() throws IOException {
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }
}
