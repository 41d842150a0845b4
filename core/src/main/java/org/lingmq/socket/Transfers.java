package org.lingmq.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.ZmqException;
import org.lingmq.pattern.Outgoing;
import org.lingmq.pattern.Pattern;

/** The calls that send and receive: each goes in, does its work, waits if it must, and goes out. */
abstract class Transfers implements Socket {

    private final Lobby lobby;
    private final Pattern pattern;
    private final Settings settings;
    private final Outgoing outgoing = new Outgoing();
    private final Received received = new Received();

    /** A message that did not fit the caller's buffer; it is first in the queue. */
    private Message held;

    Transfers(SocketCore core, Settings settings) {
        this.lobby = core.lobby();
        this.pattern = core.pattern();
        this.settings = settings;
    }

    /** What came so far, and the message that is being taken out. */
    Received received() {
        return received;
    }

    /** Whether a message is first in the queue that was taken out of it once. */
    boolean holdsBack() {
        return held != null;
    }

    /** Puts one there. */
    void holdBack(Message message) {
        held = message;
    }

    /** Takes it; null when there is none. */
    Message takeHeld() {
        Message first = held;
        held = null;
        return first;
    }

    Settings settings() {
        return settings;
    }

    @Override
    public boolean send(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), settings.sendTimeoutNs());
    }

    @Override
    public boolean send(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), settings.sendTimeoutNs());
    }

    @Override
    public boolean send(Message message) {
        Objects.requireNonNull(message, "message");
        lobby.enter();
        return sendAndExit(outgoing.set(message), settings.sendTimeoutNs());
    }

    @Override
    public boolean send(Message message, Duration limit) {
        Objects.requireNonNull(message, "message");
        long limitNs = Settings.timeoutNs(limit);
        lobby.enter();
        return sendAndExit(outgoing.set(message), limitNs);
    }

    @Override
    public boolean trySend(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), 0);
    }

    @Override
    public boolean trySend(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), 0);
    }

    @Override
    public boolean trySend(Message message) {
        return send(message, Duration.ZERO);
    }

    boolean sendAndExit(Outgoing message, long timeoutNs) {
        try {
            return pattern.send(message) || sendLater(message, timeoutNs);
        } finally {
            message.clear();
            lobby.exit();
        }
    }

    private boolean sendLater(Outgoing message, long timeoutNs) {
        Deadline deadline = Deadline.in(timeoutNs);
        while (!deadline.over()) {
            boolean changed = lobby.await(deadline.leftNs(), false);
            if (pattern.send(message)) {
                return true;
            }
            if (!changed) {
                return false;
            }
        }
        lobby.settleBusy();
        return pattern.send(message);
    }

    @Override
    public Message receive() {
        lobby.enter();
        return receiveAndExit(settings.receiveTimeoutNs());
    }

    @Override
    public Message receive(Duration limit) {
        long limitNs = Settings.timeoutNs(limit);
        lobby.enter();
        return receiveAndExit(limitNs);
    }

    @Override
    public Message tryReceive() {
        return receive(Duration.ZERO);
    }

    Message receiveAndExit(long timeoutNs) {
        try {
            if (held != null) {
                return takeHeld();
            }
            return receiveInto(null, timeoutNs) ? received.message() : null;
        } finally {
            lobby.exit();
        }
    }

    private boolean receiveInto(ByteBuffer buffer, long timeoutNs) {
        lobby.attendance().visit();
        return pattern.receive(received.ready(buffer)) || receiveLater(buffer, timeoutNs);
    }

    private boolean receiveLater(ByteBuffer buffer, long timeoutNs) {
        Deadline deadline = Deadline.in(timeoutNs);
        boolean changed = true;
        while (true) {
            lobby.look();
            if (pattern.receive(received.ready(buffer))) {
                return true;
            }
            if (!changed || deadline.over()) {
                return false;
            }
            changed = lobby.await(deadline.leftNs(), true);
        }
    }

    @Override
    public int receive(ByteBuffer into) {
        Objects.requireNonNull(into, "into");
        lobby.enter();
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
            lobby.exit();
        }
    }

    int copyHeld(ByteBuffer into) {
        Message first = held;
        if (first.size() > 1 || first.length(0) > into.remaining()) {
            throw Received.doesNotFit(first, into.remaining());
        }
        held = null;
        into.put(first.buffer(0));
        return first.length(0);
    }

    @Override
    public boolean canSend() {
        lobby.enter();
        try {
            lobby.settleBusy();
            return pattern.canSend();
        } finally {
            lobby.exit();
        }
    }

    @Override
    public boolean canReceive() {
        return canReceiveWithin(0);
    }

    @Override
    public boolean canReceive(Duration limit) {
        return canReceiveWithin(Settings.timeoutNs(limit));
    }

    boolean canReceiveWithin(long timeoutNs) {
        lobby.enter();
        try {
            lobby.attendance().visit();
            return held != null || canReceiveLater(Deadline.in(timeoutNs));
        } finally {
            lobby.exit();
        }
    }

    private boolean canReceiveLater(Deadline deadline) {
        boolean changed = true;
        while (true) {
            lobby.look();
            if (pattern.canReceive()) {
                return true;
            }
            if (!changed || deadline.over()) {
                return false;
            }
            changed = lobby.await(deadline.leftNs(), true);
        }
    }

    @Override
    public CompletableFuture<Void> sendAsync(Message message) {
        throw notForMany("sendAsync");
    }

    @Override
    public CompletableFuture<Message> receiveAsync() {
        throw notForMany("receiveAsync");
    }

    private ZmqException notForMany(String call) {
        return new ZmqException(
                ErrorCode.ENOTSUP,
                call + " is for the types of sockets that many threads may use, not for " + type()
                        + "; wait in a thread of its own, or use CLIENT, SERVER, PEER, CHANNEL, RADIO, DISH, SCATTER or"
                        + " GATHER");
    }
}
