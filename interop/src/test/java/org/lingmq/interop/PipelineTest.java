package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.interop.Pairing.PATIENCE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Peer;
import org.lingmq.PeerStats;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;

/**
 * A stream of messages from PUSH to PULL over tcp, and what a socket says of its peer; each side bound and connected.
 */
@NeedsLibzmq
class PipelineTest {
    private static final int MANY = 100_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manySmallMessagesReachLibzmqInOrder(boolean weBind) throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PUSH, SocketType.PULL)) {
            pair.connect(weBind);
            pair.theirs.consume(PATIENCE, MANY);
            for (int i = 0; i < MANY; i++) {
                assertTrue(pair.ours.send(NumberedMessage.make(1, i, 3, 40), PATIENCE));
            }
            assertEquals(MANY, pair.theirs.end(PATIENCE.plusSeconds(30)));
            assertEquals(List.of(new Runs.Run(1, 0, MANY - 1)), pair.received.all());
            SocketStats stats = pair.ours.stats();
            assertEquals(MANY, stats.messagesSent());
            assertEquals(0, stats.queuedOut());
            assertEquals(0, stats.dropped());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manySmallMessagesComeFromLibzmqInOrder(boolean weBind) throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PULL, SocketType.PUSH)) {
            pair.connect(weBind);
            pair.theirs.produce(PATIENCE, 2, 0, MANY, 3, 40);
            for (int i = 0; i < MANY; i++) {
                Message message = pair.ours.receive(PATIENCE);
                assertNotNull(message, "nothing came behind " + i + " messages");
                assertEquals(new NumberedMessage(2, i), NumberedMessage.read(message, 0));
            }
            assertEquals(MANY, pair.theirs.end(PATIENCE));
            assertEquals(MANY, pair.ours.stats().messagesReceived());
            assertEquals(0, pair.ours.stats().queuedIn());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peersAndEventsNameTheOtherEnd(boolean weBind) throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PUSH, SocketType.PULL)) {
            String endpoint = pair.join(Pairing.LOOPBACK, weBind);
            MonitorEvent up = pair.up();
            assertEquals(1, pair.events.count(weBind ? MonitorEventType.ACCEPTED : MonitorEventType.CONNECTED));
            assertEquals(endpoint, up.endpoint());
            assertEquals(endpoint, weBind ? up.localAddress() : up.remoteAddress());

            List<Peer> peers = pair.ours.peers();
            assertEquals(1, peers.size());
            Peer peer = peers.get(0);
            assertEquals("PULL", peer.type());
            assertTrue(peer.connected());
            assertEquals(endpoint, peer.endpoint());
            assertEquals(up.localAddress(), peer.localAddress());
            assertEquals(up.remoteAddress(), peer.remoteAddress());

            pair.theirs.close(Duration.ZERO);
            assertEquals(
                    up.remoteAddress(),
                    pair.events.await(MonitorEventType.DISCONNECTED).remoteAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeersCountersGrowWithWhatWeSend(boolean weBind) throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PUSH, SocketType.PULL)) {
            pair.connect(weBind);
            assertTrue(pair.ours.send(Message.of("hello", "", "you"), PATIENCE));
            assertEquals(FrameText.of(Message.of("hello", "", "you")), pair.theirs.receive(PATIENCE));
            PeerStats stats = pair.ours.peers().get(0).stats();
            assertEquals(1, stats.messagesSent());
            assertEquals("helloyou".length(), stats.bytesSent());
            assertEquals(0, stats.queuedOut());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeersCountersGrowWithWhatItSends(boolean weBind) throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PULL, SocketType.PUSH)) {
            pair.connect(weBind);
            assertTrue(pair.theirs.send("hello", "", "you"));
            assertEquals(Message.of("hello", "", "you"), pair.ours.receive(PATIENCE));
            Peer peer = pair.ours.peers().get(0);
            assertEquals("PUSH", peer.type());
            assertEquals(1, peer.stats().messagesReceived());
            assertEquals("helloyou".length(), peer.stats().bytesReceived());
        }
    }
}
