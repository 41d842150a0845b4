package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;

/** Who waits in a socket of many threads hears of what others there did, or did not do (CLISRV-4). */
@Timeout(60)
@ExtendWith(NothingLeftBehind.class)
class SharedWakeUpsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private static Message to(String group, String text) {
        return Message.of(text).withGroup(group.getBytes(StandardCharsets.UTF_8));
    }

    private String nowhere() {
        try (Socket bound = context.socket(SocketType.PULL)) {
            return bound.bind("tcp://127.0.0.1:*");
        }
    }

    /** RADIO that waits for full peers: a message to A waits, one to B is behind it, and the first gives up. */
    @ParameterizedTest
    @ValueSource(strings = {"time is up", "interrupted", "cancelled"})
    void CLISRV_4_whoGivesUpLetsThoseBehindGo(String why) throws Exception {
        Socket radio =
                context.socket(SocketType.RADIO).set(Options.XPUB_NODROP, true).set(Options.SNDHWM, 1);
        Socket full = context.socket(SocketType.DISH).set(Options.RCVHWM, 1);
        Socket free = context.socket(SocketType.DISH);
        full.join("A");
        free.join("B");
        String endpoint = radio.bind("inproc://groups");
        full.connect(endpoint);
        free.connect(endpoint);
        Eventually.until(
                () -> {
                    radio.trySend(to("B", "early"));
                    return free.tryReceive() != null;
                },
                () -> "B was not joined");
        Eventually.until(() -> !radio.trySend(to("A", "m")), () -> "A does not fill");
        CompletableFuture<Void> first = new CompletableFuture<>();
        Thread sender = null;
        if (why.equals("cancelled")) {
            first = radio.sendAsync(to("A", "m"));
        } else {
            Duration patience = why.equals("interrupted") ? LONG : Duration.ofMillis(300);
            sender = Threads.blockedIn(() -> {
                try {
                    radio.send(to("A", "m"), patience);
                } catch (ZmqException e) {
                    assertEquals(ErrorCode.EINTR, e.code());
                }
            });
        }
        CompletableFuture<Void> behind = radio.sendAsync(to("B", "late"));
        if (why.equals("cancelled")) {
            assertTrue(first.cancel(false));
        } else {
            if (why.equals("interrupted")) {
                sender.interrupt();
            }
            sender.join();
        }
        behind.get(20, TimeUnit.SECONDS);
        Message next;
        do {
            next = free.receive(LONG);
        } while (next.text().equals("early"));
        assertEquals("late", next.text());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void PEER_1_aPollerThatWaitsForRoomSeesThePeerThatWasConnected(boolean tellsId) throws Exception {
        try (Socket peer = context.socket(SocketType.PEER)) {
            String endpoint = nowhere();
            LinkedBlockingQueue<Boolean> writable = new LinkedBlockingQueue<>();
            Threads.blockedIn(() -> {
                try (Poller poller = context.poller()) {
                    poller.register(peer, Poller.OUT);
                    writable.add(poller.poll(LONG) == 1);
                }
            });
            if (tellsId) {
                peer.connectPeer(endpoint);
            } else {
                peer.connect(endpoint);
            }
            assertEquals(true, writable.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void PEER_1_connectPeerTellsAnIdWhateverBecameOfAnEarlierConnection() throws Exception {
        try (Socket peer = context.socket(SocketType.PEER);
                Socket other = context.socket(SocketType.PEER)) {
            String endpoint = nowhere();
            Events events = Events.of(peer);
            peer.set(Options.IMMEDIATE, true).set(Options.RECONNECT_IVL, Options.FOREVER);
            peer.connect(endpoint);
            events.await(MonitorEventType.DIALER_STOPPED);
            peer.set(Options.IMMEDIATE, false).set(Options.RECONNECT_IVL, Duration.ofMillis(10));
            other.bind(endpoint);
            int id = peer.connectPeer(endpoint);
            assertNotEquals(0, id);
            peer.send(Message.of("hello").withRoutingId(id));
            Message hello = other.receive(LONG);
            assertEquals("hello", hello.text());
            other.send(Message.of("answer").withRoutingId(hello.routingId()));
            Message answer = peer.receive(LONG);
            assertEquals(id, answer.routingId());
            assertEquals("answer", answer.text());
        }
    }

    @Test
    void PEER_1_eachConnectPeerIsAPeerOfItsOwn() {
        try (Socket peer = context.socket(SocketType.PEER);
                Socket other = context.socket(SocketType.PEER)) {
            String endpoint = other.bind("tcp://127.0.0.1:*");
            int one = peer.connectPeer(endpoint);
            int two = peer.connectPeer(endpoint);
            assertNotEquals(one, two);
            peer.send(Message.of("to one").withRoutingId(one));
            Message first = other.receive(LONG);
            assertEquals("to one", first.text());
            peer.send(Message.of("to two").withRoutingId(two));
            Message second = other.receive(LONG);
            assertEquals("to two", second.text());
            assertNotEquals(first.routingId(), second.routingId());
            assertFalse(peer.canReceive());
            ZmqException gone = assertThrows(ZmqException.class, () -> peer.disconnectPeer(one == 1 ? 2 : one - 1));
            assertEquals(ErrorCode.EHOSTUNREACH, gone.code());
        }
    }
}
