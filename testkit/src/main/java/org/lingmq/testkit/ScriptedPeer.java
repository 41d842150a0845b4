package org.lingmq.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The other end of a connection, played octet by octet: it says what the script says, right or wrong, and checks what
 * it hears. It knows ZMTP 3.1 with NULL only as far as the shortcuts need it.
 *
 * <p>Everything that waits has a deadline and fails with an {@link AssertionError} that quotes what came instead. One
 * thread at a time.
 */
public final class ScriptedPeer implements AutoCloseable {
    /** A whole greeting of ZMTP 3.1 with NULL, as RFC 37 has it. */
    public static final String GREETING = "FF 00x8 7F 03 01 \"NULL\" 00x16 00 00x31 ";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GREETING_SIZE = 64;
    private static final int FIRST_READ_SIZE = 512;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private ByteBuffer heard = ByteBuffer.allocate(FIRST_READ_SIZE).limit(0);
    private boolean ended;

    ScriptedPeer(SocketChannel channel) {
        this.channel = channel;
        try {
            channel.configureBlocking(false);
            if (channel.getLocalAddress() instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            selector = Selector.open();
            key = channel.register(selector, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Connects to a listener and says nothing yet.
     *
     * @param endpoint {@code tcp://} with a literal address and a port, or {@code ipc://} with a path
     * @return a peer to be closed
     * @throws UncheckedIOException when nobody listens there
     */
    public static ScriptedPeer connect(String endpoint) {
        try {
            return new ScriptedPeer(SocketChannel.open(address(endpoint)));
        } catch (IOException e) {
            throw new UncheckedIOException(endpoint, e);
        }
    }

    static SocketAddress address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        return endpoint.startsWith("ipc://")
                ? UnixDomainSocketAddress.of(endpoint.substring("ipc://".length()))
                : new InetSocketAddress(
                        endpoint.substring("tcp://".length(), colon), Integer.parseInt(endpoint.substring(colon + 1)));
    }

    /** {@return this end as an endpoint, the way the other end names it: {@code tcp://127.0.0.1:40000}} */
    public String endpoint() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress tcp
                    ? "tcp://" + tcp.getAddress().getHostAddress() + ":" + tcp.getPort()
                    : "ipc://" + channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A READY command of NULL in {@link Octets} form.
     *
     * @param socketType what the peer claims to be
     * @return the whole frame
     */
    public static String ready(String socketType) {
        byte[] type = socketType.getBytes(StandardCharsets.US_ASCII);
        return String.format("04 %02X 05 \"READY\" 0B \"Socket-Type\" 000000%02X ", 22 + type.length, type.length)
                + Octets.text(type);
    }

    /**
     * Shakes hands as a peer of ZMTP 3.1 with NULL, and hears the other side's greeting and READY.
     *
     * @param socketType what this peer claims to be
     * @return this
     */
    public ScriptedPeer handshake(String socketType) {
        send(GREETING + ready(socketType));
        hearGreeting();
        Frame ready = hearFrame();
        if (!ready.commandName().equals("READY")) {
            throw new AssertionError("READY was due and came " + ready);
        }
        return this;
    }

    /**
     * Says octets.
     *
     * @param octets as {@link Octets#of} reads them
     * @return this
     */
    public ScriptedPeer send(String octets) {
        return send(Octets.of(octets));
    }

    /**
     * Says octets.
     *
     * @param octets not kept
     * @return this
     */
    public ScriptedPeer send(byte[] octets) {
        ByteBuffer rest = ByteBuffer.wrap(octets);
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                channel.write(rest);
                if (!rest.hasRemaining()) {
                    return this;
                }
                if (!await(SelectionKey.OP_WRITE, deadlineNs)) {
                    throw new AssertionError(rest.remaining() + " octets were not taken");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("after " + rest.position() + " octets", e);
        }
    }

    /**
     * Says as many of the octets as the other side takes before it closes or resets the connection.
     *
     * @param octets as {@link Octets#of} reads them
     * @return this
     */
    public ScriptedPeer sendWhileOpen(byte[] octets) {
        try {
            return send(octets);
        } catch (UncheckedIOException closed) {
            return this;
        }
    }

    /** {@return the 64 octets of the other side's greeting, which must come} */
    public byte[] hearGreeting() {
        return hear(GREETING_SIZE);
    }

    /** {@return the next frame, which must come whole} */
    public Frame hearFrame() {
        int flags = hear(1)[0] & 0xFF;
        long size = (flags & 2) != 0 ? ByteBuffer.wrap(hear(8)).getLong() : hear(1)[0] & 0xFF;
        return new Frame(flags, hear(Math.toIntExact(size)));
    }

    /**
     * Hears exactly these octets next.
     *
     * @param octets as {@link Octets#of} reads them
     * @return this
     */
    public ScriptedPeer expect(String octets) {
        byte[] due = Octets.of(octets);
        byte[] came = hear(due.length);
        if (!Arrays.equals(due, came)) {
            throw new AssertionError("due was " + Octets.text(due) + " and came " + Octets.text(came));
        }
        return this;
    }

    /**
     * Hears octets.
     *
     * @param count how many, which must come
     * @return a new array
     */
    public byte[] hear(int count) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (heard.remaining() < count) {
            if (!receive(deadlineNs)) {
                throw new AssertionError(
                        count + " octets were due and came " + Octets.text(rest()) + (ended ? ", then the end" : ""));
            }
        }
        byte[] octets = new byte[count];
        heard.get(octets);
        return octets;
    }

    /**
     * Hears the end of the connection, by closing or by reset.
     *
     * @return what came before it and was not heard yet
     */
    public byte[] hearEnd() {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!ended) {
            before.writeBytes(rest());
            if (!receive(deadlineNs)) {
                break;
            }
        }
        before.writeBytes(rest());
        if (!ended) {
            throw new AssertionError("the connection stays open; came " + Octets.text(before.toByteArray()));
        }
        return before.toByteArray();
    }

    /**
     * Hears nothing, neither octets nor the end, for a time.
     *
     * @param time how long
     * @return this
     */
    public ScriptedPeer expectSilence(Duration time) {
        if (heard.hasRemaining() || receive(System.nanoTime() + time.toNanos())) {
            throw new AssertionError("silence was due and came " + Octets.text(rest()));
        }
        if (ended) {
            throw new AssertionError("silence was due and came the end");
        }
        return this;
    }

    /**
     * Asks for a PONG and hears it: everything said before has then been dealt with.
     *
     * @return this
     */
    public ScriptedPeer barrier() {
        return send("04 0B 04 \"PING\" 00 00 \"sync\"").expect("04 09 04 \"PONG\" \"sync\"");
    }

    private byte[] rest() {
        byte[] rest = new byte[heard.remaining()];
        heard.get(rest);
        return rest;
    }

    /** Waits for octets; false when none came before the deadline, or the end. */
    private boolean receive(long deadlineNs) {
        if (ended) {
            return false;
        }
        heard.compact();
        if (!heard.hasRemaining()) {
            heard = ByteBuffer.allocate(2 * heard.capacity()).put(heard.flip());
        }
        try {
            int count = channel.read(heard);
            while (count == 0 && await(SelectionKey.OP_READ, deadlineNs)) {
                count = channel.read(heard);
            }
            ended = count < 0;
            return count > 0;
        } catch (IOException reset) {
            ended = true;
            return false;
        } finally {
            heard.flip();
        }
    }

    private boolean await(int operation, long deadlineNs) throws IOException {
        long leftMs = (deadlineNs - System.nanoTime() + 999_999) / 1_000_000;
        if (leftMs <= 0) {
            return false;
        }
        key.interestOps(operation);
        selector.select(leftMs);
        selector.selectedKeys().clear();
        return true;
    }

    /** Says that it will say no more, and can still hear. */
    public void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the connection: over tcp the other side sees a reset. */
    public void reset() {
        try {
            if (channel.getLocalAddress() instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    /** Closes the connection. A second call does nothing. */
    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
