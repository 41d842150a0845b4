package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.lingmq.interop.Pairing.PATIENCE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;

/** HELLO_MSG, DISCONNECT_MSG, HICCUP_MSG and ROUTER_NOTIFY where the peer is libzmq. */
@NeedsLibzmq
class GreetingTest {
    private static final String NAME = "worker";
    private static final Duration NOTHING_COMES = Duration.ofMillis(200);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> fromWorker(String text) {
        List<String> frames = new ArrayList<>(FrameText.of(Message.of(NAME)));
        frames.addAll(FrameText.of(Message.of(text)));
        return frames;
    }

    private static Pairing greetingWorker(String hello) {
        Pairing pair = new Pairing(SocketType.DEALER, SocketType.ROUTER);
        pair.ours.set(Options.ROUTING_ID, bytes(NAME)).set(Options.HELLO_MSG, bytes(hello));
        return pair;
    }

    @Test
    void TS_1_aRouterOfLibzmqIsGreetedAgainAfterItWasKilledAndStartedAnew() throws InterruptedException {
        try (Pairing pair = greetingWorker("hello")) {
            String endpoint = pair.connect(false);
            assertEquals(fromWorker("hello"), pair.theirs.receive(PATIENCE));
            pair.ours.send("m");
            assertEquals(fromWorker("m"), pair.theirs.receive(PATIENCE));
            pair.python.kill();
            pair.events.await(MonitorEventType.DISCONNECTED);
            pair.ours.send("queued");
            try (PythonPeer restarted = PythonPeer.start()) {
                PythonSocket theirs = restarted.socket("ROUTER");
                theirs.bind(endpoint);
                assertEquals(fromWorker("hello"), theirs.receive(PATIENCE));
                assertEquals(fromWorker("queued"), theirs.receive(PATIENCE));
                assertNull(theirs.receive(NOTHING_COMES));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*"})
    void TS_1_aRouterOfLibzmqThatConnectsIsGreeted(String wildcard) throws InterruptedException {
        try (Pairing pair = greetingWorker("hello")) {
            pair.join(wildcard, true);
            pair.up();
            assertEquals(fromWorker("hello"), pair.theirs.receive(PATIENCE));
            assertNull(pair.theirs.receive(NOTHING_COMES));
        }
    }

    @Test
    void TS_1_aLargeGreetingReachesLibzmqWhole() throws InterruptedException {
        String hello = "0123456789abcdef".repeat(1 << 16);
        try (Pairing pair = greetingWorker(hello)) {
            pair.ours.set(Options.SNDBUF, 16 << 10).set(Options.HEARTBEAT_IVL, Duration.ofMillis(10));
            pair.connect(false);
            pair.ours.send("m");
            assertEquals(fromWorker(hello), pair.theirs.receive(PATIENCE));
            assertEquals(fromWorker("m"), pair.theirs.receive(PATIENCE));
        }
    }

    @Test
    void TS_1_DISCONNECT_MSG_and_ROUTER_NOTIFY_tellOfAPeerThatWasKilled() throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.ROUTER, SocketType.DEALER)) {
            pair.ours
                    .set(Options.RCVTIMEO, PATIENCE)
                    .set(Options.DISCONNECT_MSG, bytes("bye"))
                    .set(Options.ROUTER_NOTIFY, 3);
            pair.theirs.set("ROUTING_ID", bytes(NAME));
            pair.connect(true);
            assertEquals(List.of(NAME, ""), pair.ours.receive().texts());
            pair.theirs.send("m");
            assertEquals(List.of(NAME, "m"), pair.ours.receive().texts());
            pair.python.kill();
            assertEquals(List.of(NAME, ""), pair.ours.receive().texts());
            assertEquals(List.of(NAME, "bye"), pair.ours.receive().texts());
            assertNull(pair.ours.receive(NOTHING_COMES));
        }
    }

    @Test
    void TS_1_HICCUP_MSG_comesBetweenAKilledPeerAndTheNext() throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.DEALER, SocketType.DEALER)) {
            pair.ours.set(Options.RCVTIMEO, PATIENCE).set(Options.HICCUP_MSG, bytes("hiccup"));
            String endpoint = pair.connect(false);
            pair.theirs.send("first life");
            assertEquals("first life", pair.ours.receiveText());
            pair.python.kill();
            try (PythonPeer restarted = PythonPeer.start()) {
                PythonSocket theirs = restarted.socket("DEALER");
                theirs.bind(endpoint);
                theirs.send("second life");
                assertEquals("hiccup", pair.ours.receiveText());
                assertEquals("second life", pair.ours.receiveText());
            }
        }
    }
}
