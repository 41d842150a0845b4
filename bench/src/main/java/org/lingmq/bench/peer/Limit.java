package org.lingmq.bench.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * The limit: plain channels and no library. The same frames (a flags byte, the length, the body) are put into a buffer
 * of 64 KiB one by one and written when it is full; the other side walks over them. One way the channels block: the
 * kernel lets each side sleep until there is much to do. For round trips nobody sleeps while an answer is under way:
 * see {@link EagerChannel}.
 */
public final class Limit {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LONG_HEAD = 9;
    private static final int LONG_FLAG = 2;

    private final Arguments arguments;

    private Limit(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Runs the work that the words name. */
    public static void main(String[] words) throws IOException {
        new Limit(Arguments.of(words)).work();
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void work() throws IOException {
        switch (arguments.work() + " " + arguments.role()) {
            case "version " -> System.out.println("plain NIO, Java " + Runtime.version());
            case "one-way sink" -> drain(accepted());
            case "one-way source" -> pour(dialed());
            case "round-trip answer" -> answer(accepted());
            case "round-trip ask" -> ask(dialed());
            default -> throw new IllegalArgumentException("no such work: " + arguments);
        }
    }

    private SocketChannel accepted() throws IOException {
        if (arguments.endpoint().startsWith("ipc://")) {
            Path path = Files.createTempDirectory("limit").resolve("socket");
            try (ServerSocketChannel server = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(path));
                Figures.tell("endpoint", "ipc://" + path);
                SocketChannel channel = server.accept();
                Files.delete(path);
                Files.delete(path.getParent());
                return channel;
            }
        }
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Figures.tell("endpoint", "tcp://127.0.0.1:" + server.socket().getLocalPort());
            SocketChannel channel = server.accept();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        }
    }

    private SocketChannel dialed() throws IOException {
        if (arguments.endpoint().startsWith("ipc://")) {
            return SocketChannel.open(
                    UnixDomainSocketAddress.of(arguments.endpoint().substring("ipc://".length())));
        }
        int port = Integer.parseInt(
                arguments.endpoint().substring(arguments.endpoint().lastIndexOf(':') + 1));
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private static void putHead(ByteBuffer buffer, int size) {
        if (size < 256) {
            buffer.put((byte) 0).put((byte) size);
        } else {
            buffer.put((byte) LONG_FLAG).putLong(size);
        }
    }

    private void pour(SocketChannel channel) throws IOException {
        byte[] body = new byte[arguments.size()];
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        int stride = arguments.stride();
        long firstNs = System.nanoTime();
        long messages = 0;
        Figures.Window window = null;
        boolean told = false;
        for (long i = 0; ; i++) {
            append(channel, buffer, body);
            messages++;
            if (told || i % stride != 0) {
                continue;
            }
            long nowNs = System.nanoTime();
            if (window == null && nowNs - firstNs >= arguments.warmNs()) {
                messages = 0;
                window = new Figures.Window();
            } else if (window != null && nowNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(messages);
                told = true;
            }
        }
    }

    private static void append(SocketChannel channel, ByteBuffer buffer, byte[] body) throws IOException {
        if (buffer.remaining() < LONG_HEAD) {
            flush(channel, buffer);
        }
        putHead(buffer, body.length);
        int at = 0;
        while (at < body.length) {
            int n = Math.min(body.length - at, buffer.remaining());
            buffer.put(body, at, n);
            at += n;
            if (!buffer.hasRemaining()) {
                flush(channel, buffer);
            }
        }
    }

    private static void flush(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Walks over frames; each body is copied into an array, as a receiver would. */
    private static final class Frames {

        private final ReadableByteChannel channel;
        private final ByteBuffer buffer =
                ByteBuffer.allocateDirect(BUFFER_BYTES).flip();

        Frames(ReadableByteChannel channel) {
            this.channel = channel;
        }

        void next(byte[] body) throws IOException {
            need(2);
            if (buffer.get() == 0) {
                buffer.get();
            } else {
                need(Long.BYTES);
                buffer.getLong();
            }
            int at = 0;
            while (at < body.length) {
                if (!buffer.hasRemaining()) {
                    need(1);
                }
                int n = Math.min(body.length - at, buffer.remaining());
                buffer.get(body, at, n);
                at += n;
            }
        }

        private void need(int bytes) throws IOException {
            while (buffer.remaining() < bytes) {
                buffer.compact();
                if (channel.read(buffer) < 0) {
                    throw new EOFException();
                }
                buffer.flip();
            }
        }
    }

    private void drain(SocketChannel channel) throws IOException {
        Frames frames = new Frames(channel);
        byte[] body = new byte[arguments.size()];
        int stride = arguments.stride();
        long firstNs = 0;
        long messages = 0;
        Figures.Window window = null;
        for (long i = 0; ; i++) {
            frames.next(body);
            messages++;
            if (i % stride != 0) {
                continue;
            }
            long nowNs = System.nanoTime();
            if (firstNs == 0) {
                firstNs = nowNs;
            } else if (window == null && nowNs - firstNs >= arguments.warmNs()) {
                messages = 0;
                window = new Figures.Window();
            } else if (window != null && nowNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(messages);
                return;
            }
        }
    }

    private void answer(SocketChannel channel) throws IOException {
        Frames frames = new Frames(new EagerChannel(channel));
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        byte[] body = new byte[arguments.size()];
        try {
            while (true) {
                frames.next(body);
                append(channel, buffer, body);
                flush(channel, buffer);
            }
        } catch (IOException e) {
            // The other side has its figures.
            throw new UncheckedIOException(e);
        }
    }

    private void ask(SocketChannel channel) throws IOException {
        Frames frames = new Frames(new EagerChannel(channel));
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        byte[] body = new byte[arguments.size()];
        Histogram halves = Figures.histogram();
        long firstNs = System.nanoTime();
        Figures.Window window = null;
        while (true) {
            long beforeNs = System.nanoTime();
            append(channel, buffer, body);
            flush(channel, buffer);
            frames.next(body);
            long afterNs = System.nanoTime();
            if (window != null) {
                halves.recordValue((afterNs - beforeNs) / 2);
                if (afterNs - window.beginNs() >= arguments.windowNs()) {
                    window.tell(halves.getTotalCount());
                    Figures.tell(halves);
                    return;
                }
            } else if (afterNs - firstNs >= arguments.warmNs()) {
                window = new Figures.Window();
            }
        }
    }
}
