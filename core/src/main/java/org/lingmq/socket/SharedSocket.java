package org.lingmq.socket;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.lingmq.Message;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.Mail;
import org.lingmq.pattern.Outgoing;
import org.lingmq.pattern.Pattern;

/**
 * A socket that any number of threads use at once. What cannot be done at once is left with those who wait outside,
 * threads and futures in one line, as {@link WaitingCalls} says.
 */
final class SharedSocket extends LingSocket {

    private final SharedLobby lobby;
    private final Pattern pattern;
    private final SocketHost host;

    SharedSocket(SocketCore core, SharedLobby lobby, SocketHost host) {
        super(core, new Settings(core, host.options()));
        this.lobby = lobby;
        this.host = host;
        this.pattern = core.pattern();
        lobby.waiting().messagesIf(this::holdsMessage);
    }

    private boolean holdsMessage() {
        return holdsBack() || pattern.canReceive();
    }

    /** Those who send to different peers need not wait for each other. */
    private int addressee(int routingId) {
        return type() == SocketType.SERVER || type() == SocketType.PEER ? routingId : 0;
    }

    @Override
    boolean sendAndExit(Outgoing message, long timeoutNs) {
        WaitingThread mine;
        try {
            int addressee = addressee(message.routingId());
            if (sendsNow(message, addressee)) {
                return true;
            }
            if (timeoutNs == 0) {
                lobby.settleBusy();
                return sendsNow(message, addressee);
            }
            lobby.leaveToWait();
            Outgoing copy = message.copy();
            mine = new WaitingThread(() -> pattern.send(copy), addressee);
            lobby.waiting().sender(mine);
        } finally {
            message.clear();
            lobby.exit();
        }
        return lobby.awaitOutside(mine, Deadline.in(timeoutNs));
    }

    private boolean sendsNow(Outgoing message, int addressee) {
        if (lobby.waiting().sendsTo(addressee)) {
            pattern.check(message);
            return false;
        }
        return pattern.send(message);
    }

    @Override
    Message receiveAndExit(long timeoutNs) {
        Taking taking = new Taking(null);
        return doneAndExit(taking, timeoutNs) ? taking.message : null;
    }

    @Override
    public int receive(ByteBuffer into) {
        Objects.requireNonNull(into, "into");
        lobby.enter();
        Taking taking = new Taking(into);
        return doneAndExit(taking, settings().receiveTimeoutNs()) ? taking.copied : -1;
    }

    @Override
    boolean canReceiveWithin(long timeoutNs) {
        lobby.enter();
        return doneAndExit(this::holdsMessage, timeoutNs);
    }

    /** Waits for messages, inside while nobody else is about; the caller has gone in. False when the time is up. */
    private boolean doneAndExit(BooleanSupplier action, long timeoutNs) {
        WaitingThread mine;
        Deadline deadline;
        try {
            lobby.attendance().visit();
            lobby.waiting().letPass();
            if (done(action)) {
                return true;
            }
            deadline = Deadline.in(timeoutNs);
            boolean changed = true;
            while (true) {
                lobby.look();
                if (done(action)) {
                    return true;
                }
                if (!changed || deadline.over()) {
                    return false;
                }
                if (!lobby.mayWaitInside()) {
                    break;
                }
                changed = lobby.awaitInside(deadline.leftNs());
            }
            mine = new WaitingThread(action, 0);
            lobby.leaveToWait();
            lobby.waiting().receiver(mine);
        } finally {
            lobby.exit();
        }
        return lobby.awaitOutside(mine, deadline);
    }

    private boolean done(BooleanSupplier action) {
        if (!action.getAsBoolean()) {
            return false;
        }
        lobby.waiting().hasPassed();
        return true;
    }

    /** Takes one message out, under the entry, by whichever thread. */
    private final class Taking implements BooleanSupplier {
        private final ByteBuffer into;
        private Message message;
        private int copied;

        Taking(ByteBuffer into) {
            this.into = into;
        }

        @Override
        public boolean getAsBoolean() {
            if (!holdsBack()) {
                if (!pattern.receive(received().ready(into))) {
                    return false;
                }
                copied = received().copied();
                if (copied >= 0) {
                    return true;
                }
                holdBack(received().message());
            }
            if (into == null) {
                message = takeHeld();
            } else {
                copied = copyHeld(into);
            }
            return true;
        }
    }

    @Override
    public CompletableFuture<Void> sendAsync(Message message) {
        Objects.requireNonNull(message, "message");
        int addressee = addressee(message.routingId());
        Outgoing outgoing = new Outgoing().set(message);
        BooleanSupplier action = () -> pattern.send(outgoing);
        WaitingFuture<Void> future =
                new WaitingFuture<>(action, () -> null, addressee, host::complete, this::withdrawn);
        return begin(future, () -> sendsNow(outgoing, addressee), () -> null, true);
    }

    @Override
    public CompletableFuture<Message> receiveAsync() {
        Taking taking = new Taking(null);
        WaitingFuture<Message> future =
                new WaitingFuture<>(taking, () -> taking.message, 0, host::complete, this::withdrawn);
        return begin(future, taking, () -> taking.message, false);
    }

    private <T> CompletableFuture<T> begin(
            WaitingFuture<T> future, BooleanSupplier now, Supplier<T> result, boolean sends) {
        try {
            lobby.enter();
            try {
                if (now.getAsBoolean()) {
                    return CompletableFuture.completedFuture(result.get());
                }
                lobby.leaveToWait();
                if (sends) {
                    lobby.waiting().sender(future);
                } else {
                    lobby.waiting().receiver(future);
                }
            } finally {
                lobby.exit();
            }
        } catch (ZmqException e) {
            return CompletableFuture.failedFuture(e);
        }
        lobby.passOn();
        return future;
    }

    /** Taken back by whoever asked for it; any thread, perhaps one that is inside another socket. */
    private void withdrawn(Waiting waiting) {
        lobby.post(new Mail(() -> lobby.waiting().remove(waiting)), true);
    }
}
