package org.lingmq.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.HeldMessages;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.engine.ContextMemory;

/** What becomes of queued messages when sockets, listeners and contexts end, over every transport. */
@ExtendWith(NothingLeftBehind.class)
public interface TransportClosingContract extends Transports {
    Duration NONE = Duration.ZERO;

    @Test
    default void withoutLingerWhatIsUnsentIsGoneAtOnce() {
        try (Context context = Context.open()) {
            Socket push = push(context).set(Options.LINGER, NONE);
            push.connect(nowhere());
            Transports.sendNumbers(push, 0, 10);
            push.close();
            assertEquals(List.of(), context.close(PATIENCE));
        }
    }

    @Test
    default void lingerWaitsAsLongAsItSays() {
        try (Context context = Context.open()) {
            Socket push = push(context).set(Options.LINGER, Duration.ofMillis(150));
            push.connect(nowhere());
            Transports.sendNumbers(push, 0, 10);
            long beginNs = System.nanoTime();
            push.close();
            assertEquals(List.of(), context.close(PATIENCE));
            long overNs = System.nanoTime() - beginNs;
            assertTrue(overNs >= 150_000_000, "over after " + overNs + " ns");
        }
    }

    /** Also that close() itself does not wait: the listener comes after it. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 60_000})
    default void aListenerThatComesWhileTheSenderLingersGetsEverything(int lingerMs) {
        String endpoint = nowhere();
        try (Context senders = Context.open();
                Context receivers = Context.open();
                Socket pull = pull(receivers)) {
            Socket push = push(senders).set(Options.LINGER, Duration.ofMillis(lingerMs));
            push.connect(endpoint);
            Transports.sendNumbers(push, 0, 500);
            push.close();
            pull.bind(endpoint);
            Transports.receiveNumbers(pull, 0, 500);
            assertEquals(List.of(), senders.close(PATIENCE));
        }
    }

    @Test
    default void aPeerThatReadsLateGetsEverything() {
        try (Context receivers = Context.open();
                Socket pull = pull(receivers).set(Options.RCVHWM, 5)) {
            String endpoint = pull.bind(anywhere());
            Context senders = Context.open();
            Socket push = push(senders).set(Options.LINGER, Options.FOREVER);
            push.connect(endpoint);
            byte[] frame = new byte[20_000];
            for (int i = 0; i < 900; i++) {
                frame[0] = (byte) i;
                assertTrue(push.send(frame), "number " + i);
            }
            push.close();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(senders::close);
            for (int i = 0; i < 900; i++) {
                byte[] came = pull.receiveBytes();
                assertTrue(came != null && came.length == 20_000 && came[0] == (byte) i, "number " + i);
            }
            closed.join();
        }
    }

    @Test
    default void aBoundSenderLingersToo() {
        try (Context receivers = Context.open();
                Socket pull = pull(receivers).set(Options.RCVHWM, 5)) {
            Context senders = Context.open();
            Socket push = push(senders).set(Options.LINGER, Options.FOREVER);
            pull.connect(push.bind(anywhere()));
            Transports.awaitPeers(push, 1);
            Transports.sendNumbers(push, 0, 900);
            push.close();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(senders::close);
            Transports.receiveNumbers(pull, 0, 900);
            closed.join();
        }
    }

    @Test
    default void closingAContextSendsWhatItsOpenSocketsHold() {
        try (Context receivers = Context.open();
                Socket pull = pull(receivers)) {
            String endpoint = pull.bind(anywhere());
            try (Context senders = Context.open()) {
                Socket push = push(senders);
                push.connect(endpoint);
                Transports.sendNumbers(push, 0, 900);
            }
            Transports.receiveNumbers(pull, 0, 900);
        }
    }

    @Test
    default void aContextWithTooLittleTimeNamesWhoHeldWhat() {
        try (Context context = Context.open()) {
            Socket push = push(context).set(Options.LINGER, Options.FOREVER);
            String name = push.name();
            push.connect(nowhere());
            Transports.sendNumbers(push, 0, 7);
            Socket idle = pull(context);
            idle.bind(anywhere());
            List<HeldMessages> held = context.close(Duration.ofMillis(50));
            assertEquals(List.of(new HeldMessages(name, SocketType.PUSH, 7)), held);
        }
    }

    /** An I/O thread that the system does not let run until somebody waits for its end. */
    private static ThreadFactory pausedUntilJoinedBy(Thread closing) {
        return task -> new Thread(() -> {
            while (closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.yield();
            }
            task.run();
        });
    }

    @Test
    default void aSocketThatIsStillBeingClosedAndHeldNothingIsNotNamed() {
        ThreadFactory paused = pausedUntilJoinedBy(Thread.currentThread());
        try (Context context = Context.open(ContextOptions.defaults().withThreadFactory(paused))) {
            Socket push = push(context);
            String name = push.name();
            push.connect(nowhere());
            Transports.sendNumbers(push, 0, 7);
            Socket idle = push(context);
            idle.connect(nowhere());
            assertEquals(List.of(new HeldMessages(name, SocketType.PUSH, 7)), context.close(NONE));
        }
    }

    @Test
    default void closedSocketsGiveTheirMemoryBack() {
        try (Context context = Context.open()) {
            try (Socket pull = pull(context);
                    Socket push = push(context);
                    Socket unheard = push(context).set(Options.LINGER, NONE)) {
                push.connect(pull.bind(anywhere()));
                unheard.connect(nowhere());
                Transports.sendNumbers(push, 0, 500);
                Transports.sendNumbers(unheard, 0, 500);
                Transports.receiveNumbers(pull, 0, 250);
                assertTrue(ContextMemory.inUseBytes(context) > 0);
            }
            Eventually.until(
                    () -> ContextMemory.inUseBytes(context) == 0,
                    () -> ContextMemory.inUseBytes(context) + " bytes are still in use");
        }
    }

    @Test
    default void peersThatComeAndGoLeaveNoMemoryBehind() {
        try (Context listeners = Context.open();
                Context visitors = Context.open();
                Socket pull = pull(listeners)) {
            String endpoint = pull.bind(anywhere());
            for (int round = 0; round < 30; round++) {
                try (Socket push = push(visitors)) {
                    push.connect(endpoint);
                    Transports.sendNumbers(push, 0, 10);
                }
                Transports.receiveNumbers(pull, 0, 10);
            }
            assertNull(pull.tryReceive());
            for (int round = 0; round < 30; round++) {
                try (Socket silent = push(visitors)) {
                    silent.connect(endpoint);
                    Transports.awaitPeers(silent, 1);
                }
            }
            Eventually.until(
                    () -> ContextMemory.inUseBytes(listeners) == 0,
                    () -> ContextMemory.inUseBytes(listeners) + " bytes are still in use");
        }
    }

    @Test
    default void aContextWithNoTimeLeavesNothingBehind() {
        Context context = Context.open();
        Context others = Context.open();
        Socket pull = pull(context);
        Socket push = push(others);
        push.connect(pull.bind(anywhere()));
        push.connect(nowhere());
        Transports.awaitPeers(pull, 1);
        context.close(NONE);
        others.close(NONE);
        assertTrue(context.closed() && others.closed());
    }

    @Test
    default void aSenderFindsTheListenerThatReturns() {
        try (Context senders = Context.open();
                Context receivers = Context.open();
                Socket push = push(senders).set(Options.RECONNECT_IVL, Duration.ofMillis(10))) {
            String endpoint = nowhere();
            push.connect(endpoint);
            for (int round = 0; round < 5; round++) {
                try (Socket pull = pull(receivers)) {
                    bindAgain(pull, endpoint);
                    Transports.awaitPeers(push, 1);
                    Transports.sendNumbers(push, 100 * round, 100);
                    Transports.receiveNumbers(pull, 100 * round, 100);
                }
                Transports.awaitPeers(push, 0);
            }
        }
    }

    @Test
    default void aReceiverFindsTheListenerThatReturns() {
        try (Context senders = Context.open();
                Context receivers = Context.open();
                Socket pull = pull(receivers).set(Options.RECONNECT_IVL, Duration.ofMillis(10))) {
            String endpoint = nowhere();
            pull.connect(endpoint);
            for (int round = 0; round < 5; round++) {
                try (Socket push = push(senders)) {
                    bindAgain(push, endpoint);
                    Transports.sendNumbers(push, 100 * round, 100);
                }
                Transports.receiveNumbers(pull, 100 * round, 100);
                Transports.awaitPeers(pull, 0);
            }
        }
    }

    @Test
    default void whatIsSentWhileTheListenerIsAwayArrivesWhenItReturns() {
        try (Context senders = Context.open();
                Context receivers = Context.open();
                Socket push = push(senders).set(Options.RECONNECT_IVL, Duration.ofMillis(10))) {
            String endpoint = nowhere();
            push.connect(endpoint);
            try (Socket pull = pull(receivers)) {
                pull.bind(endpoint);
                Transports.awaitPeers(push, 1);
            }
            Transports.awaitPeers(push, 0);
            Transports.sendNumbers(push, 0, 100);
            try (Socket pull = pull(receivers)) {
                bindAgain(pull, endpoint);
                Transports.receiveNumbers(pull, 0, 100);
            }
        }
    }

    /** Else a peer could come back to a listener that is going, and would be sent away again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void aListenerIsClosedBeforeItsConnectionsAre(boolean unbind) throws InterruptedException {
        try (Context context = Context.open();
                Socket push = push(context)) {
            Socket pull = pull(context);
            Events events = Events.of(pull);
            String endpoint = pull.bind(anywhere());
            push.connect(endpoint);
            Transports.awaitPeers(pull, 1);
            if (unbind) {
                pull.unbind(endpoint);
            } else {
                pull.close();
            }
            boolean listens = true;
            MonitorEventType last = unbind ? MonitorEventType.CLOSED : MonitorEventType.MONITOR_STOPPED;
            for (MonitorEventType next = null; next != last; ) {
                next = events.next().type();
                listens &= next != MonitorEventType.CLOSED;
                assertFalse(listens && next == MonitorEventType.DISCONNECTED);
            }
        }
    }

    /** A closed socket frees its address a moment later. */
    private static void bindAgain(Socket socket, String endpoint) {
        Eventually.until(
                () -> {
                    try {
                        socket.bind(endpoint);
                        return true;
                    } catch (org.lingmq.ZmqException e) {
                        assertEquals(org.lingmq.ErrorCode.EADDRINUSE, e.code());
                        return false;
                    }
                },
                () -> endpoint + " does not become free");
    }
}
