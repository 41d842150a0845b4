package org.lingmq.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.Option;
import org.lingmq.Peer;
import org.lingmq.Registration;
import org.lingmq.Socket;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.pattern.Outgoing;
import org.lingmq.pattern.Pattern;
import org.lingmq.transport.OptionValues;

/** The socket as its user sees it: each call goes in, does its work, waits if it must, and goes out. */
public final class LingSocket implements Socket {

    private final SocketCore core;
    private final Pattern pattern;
    private final Settings settings;
    private final Outgoing outgoing = new Outgoing();
    private final Received received = new Received();

    /** A message that did not fit the caller's buffer; it is first in the queue. */
    private Message held;

    private long sentMessages;
    private long sentBytes;

    /** A socket without endpoints. */
    public LingSocket(SocketHost host, SocketType type, String name, OptionValues options) {
        core = new SocketCore(host, type, name, options);
        pattern = core.pattern();
        settings = new Settings(core);
    }

    /** The inside, for the context. */
    public SocketCore core() {
        return core;
    }

    @Override
    public SocketType type() {
        return core.type();
    }

    @Override
    public String name() {
        return core.name();
    }

    @Override
    public String bind(String endpoint) {
        core.enter();
        try {
            return core.endpoints().bind(endpoint, core.options());
        } finally {
            core.exit();
        }
    }

    @Override
    public void connect(String endpoint) {
        core.enter();
        try {
            core.endpoints().connect(endpoint, core.options(), core::attach);
        } finally {
            core.exit();
        }
    }

    @Override
    public void unbind(String endpoint) {
        core.enter();
        try {
            core.endpoints().unbind(endpoint);
        } finally {
            core.exit();
        }
    }

    @Override
    public void disconnect(String endpoint) {
        core.enter();
        try {
            core.endpoints().disconnect(endpoint);
        } finally {
            core.exit();
        }
    }

    @Override
    public <T> Socket set(Option<T> option, T value) {
        core.enter();
        try {
            settings.set(option, value);
            return this;
        } finally {
            core.exit();
        }
    }

    @Override
    public <T> T get(Option<T> option) {
        core.enter();
        try {
            return settings.get(option);
        } finally {
            core.exit();
        }
    }

    @Override
    public boolean send(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        core.enter();
        try {
            return send(outgoing.set(bytes), settings.sendTimeoutNs());
        } finally {
            leaveSend();
        }
    }

    @Override
    public boolean send(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        core.enter();
        try {
            return send(outgoing.set(bytes), settings.sendTimeoutNs());
        } finally {
            leaveSend();
        }
    }

    @Override
    public boolean send(Message message) {
        Objects.requireNonNull(message, "message");
        core.enter();
        try {
            return send(outgoing.set(message), settings.sendTimeoutNs());
        } finally {
            leaveSend();
        }
    }

    @Override
    public boolean send(Message message, Duration limit) {
        Objects.requireNonNull(message, "message");
        core.enter();
        try {
            return send(outgoing.set(message), Settings.timeoutNs(limit));
        } finally {
            leaveSend();
        }
    }

    @Override
    public boolean trySend(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        core.enter();
        try {
            return send(outgoing.set(bytes), 0);
        } finally {
            leaveSend();
        }
    }

    @Override
    public boolean trySend(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        core.enter();
        try {
            return send(outgoing.set(bytes), 0);
        } finally {
            leaveSend();
        }
    }

    @Override
    public boolean trySend(Message message) {
        Objects.requireNonNull(message, "message");
        core.enter();
        try {
            return send(outgoing.set(message), 0);
        } finally {
            leaveSend();
        }
    }

    private void leaveSend() {
        outgoing.clear();
        core.exit();
    }

    private boolean send(Outgoing message, long timeoutNs) {
        if (!pattern.send(message) && !sendLater(message, timeoutNs)) {
            return false;
        }
        sentMessages++;
        sentBytes += message.byteSize();
        return true;
    }

    private boolean sendLater(Outgoing message, long timeoutNs) {
        Deadline deadline = Deadline.in(timeoutNs);
        while (!deadline.over()) {
            boolean changed = core.await(deadline.leftNs());
            if (pattern.send(message)) {
                return true;
            }
            if (!changed) {
                return false;
            }
        }
        core.settleBusy();
        return pattern.send(message);
    }

    @Override
    public Message receive() {
        core.enter();
        try {
            return receiveMessage(settings.receiveTimeoutNs());
        } finally {
            core.exit();
        }
    }

    @Override
    public Message receive(Duration limit) {
        core.enter();
        try {
            return receiveMessage(Settings.timeoutNs(limit));
        } finally {
            core.exit();
        }
    }

    @Override
    public Message tryReceive() {
        core.enter();
        try {
            return receiveMessage(0);
        } finally {
            core.exit();
        }
    }

    private Message receiveMessage(long timeoutNs) {
        if (held != null) {
            Message first = held;
            held = null;
            return first;
        }
        return receiveInto(null, timeoutNs) ? received.message() : null;
    }

    private boolean receiveInto(ByteBuffer buffer, long timeoutNs) {
        return pattern.receive(received.ready(buffer)) || receiveLater(buffer, timeoutNs);
    }

    private boolean receiveLater(ByteBuffer buffer, long timeoutNs) {
        Deadline deadline = Deadline.in(timeoutNs);
        while (!deadline.over()) {
            boolean changed = core.await(deadline.leftNs());
            if (pattern.receive(received.ready(buffer))) {
                return true;
            }
            if (!changed) {
                return false;
            }
        }
        core.settleBusy();
        return false;
    }

    @Override
    public int receive(ByteBuffer into) {
        Objects.requireNonNull(into, "into");
        core.enter();
        try {
            if (held == null) {
                if (!receiveInto(into, settings.receiveTimeoutNs())) {
                    return -1;
                }
                if (received.copied() >= 0) {
                    return received.copied();
                }
                held = received.message();
            }
            return copyHeld(into);
        } finally {
            core.exit();
        }
    }

    private int copyHeld(ByteBuffer into) {
        Message first = held;
        if (first.size() > 1 || first.length(0) > into.remaining()) {
            throw new ZmqException(
                    ErrorCode.EMSGSIZE,
                    "the next message has " + first.size() + " frames and " + first.byteSize() + " bytes and the buffer"
                            + " room for one frame of " + into.remaining() + "; take it with receive()");
        }
        held = null;
        into.put(first.buffer(0));
        return first.length(0);
    }

    @Override
    public boolean canSend() {
        core.enter();
        try {
            core.settleBusy();
            return pattern.canSend();
        } finally {
            core.exit();
        }
    }

    @Override
    public boolean canReceive() {
        core.enter();
        try {
            core.settleBusy();
            return held != null || pattern.canReceive();
        } finally {
            core.exit();
        }
    }

    @Override
    public void subscribe(byte[] prefix) {
        core.enter();
        try {
            core.pattern().subscribe(prefix);
        } finally {
            core.exit();
        }
    }

    @Override
    public void unsubscribe(byte[] prefix) {
        core.enter();
        try {
            core.pattern().unsubscribe(prefix);
        } finally {
            core.exit();
        }
    }

    @Override
    public Registration monitor(Consumer<MonitorEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        core.enter();
        try {
            core.monitoring().add(listener);
            return core.monitoring().registration(listener);
        } finally {
            core.exit();
        }
    }

    @Override
    public SocketStats stats() {
        core.enter();
        try {
            return Census.of(core, sentMessages, sentBytes, received);
        } finally {
            core.exit();
        }
    }

    @Override
    public List<Peer> peers() {
        core.enter();
        try {
            return Census.peers(core);
        } finally {
            core.exit();
        }
    }

    @Override
    public boolean disconnectPeer(long peerId) {
        core.enter();
        try {
            return Census.disconnect(core, peerId);
        } finally {
            core.exit();
        }
    }

    @Override
    public void close() {
        core.close();
    }
}
