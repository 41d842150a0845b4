package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Peer;
import org.lingmq.Socket;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;

/** PUSH and PULL over tcp, LingMQ at one end and libzmq at the other, each of them bound once and connected once. */
@NeedsLibzmq
class PipelineTest {
    private static final String LOOPBACK = "tcp://127.0.0.1:*";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 100_000;
    private static final List<Integer> SIZES = List.of(0, 1, 255, 256, 64 << 10, 1 << 20, 10_000_000);

    private final Runs received = new Runs();
    private Context context;
    private PythonPeer python;
    private Socket ours;
    private PythonSocket theirs;
    private Events events;

    @BeforeEach
    void open() {
        context = Context.open();
        python = PythonPeer.start(received::news);
    }

    @AfterEach
    void close() {
        python.close();
        context.close(Duration.ZERO);
    }

    /** Makes both sockets and connects them; returns the event that says they are. */
    private MonitorEvent connect(SocketType our, SocketType their, boolean weBind) throws InterruptedException {
        ours = context.socket(our);
        theirs = python.socket(their);
        events = Events.of(ours);
        if (weBind) {
            theirs.connect(ours.bind(LOOPBACK));
        } else {
            ours.connect(theirs.bind(LOOPBACK));
        }
        return events.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesOfAllShapesReachLibzmq(boolean weBind) throws InterruptedException {
        connect(SocketType.PUSH, SocketType.PULL, weBind);
        for (Message message : Shapes.all(SIZES)) {
            assertTrue(ours.send(message, PATIENCE));
            assertEquals(message, theirs.receive(PATIENCE), () -> "sent: " + message);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesOfAllShapesComeFromLibzmq(boolean weBind) throws InterruptedException {
        connect(SocketType.PULL, SocketType.PUSH, weBind);
        for (Message message : Shapes.all(SIZES)) {
            assertTrue(theirs.send(message));
            assertEquals(message, ours.receive(PATIENCE), () -> "sent: " + message);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manySmallMessagesReachLibzmqInOrder(boolean weBind) throws InterruptedException {
        connect(SocketType.PUSH, SocketType.PULL, weBind);
        theirs.consume(PATIENCE, MANY);
        for (int i = 0; i < MANY; i++) {
            assertTrue(ours.send(NumberedMessage.make(1, i, 3, 40), PATIENCE));
        }
        assertEquals(MANY, theirs.end(PATIENCE.plusSeconds(5)));
        assertEquals(List.of(new Runs.Run(1, 0, MANY - 1)), received.all());
        SocketStats stats = ours.stats();
        assertEquals(MANY, stats.messagesSent());
        assertEquals(0, stats.queuedOut());
        assertEquals(0, stats.dropped());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manySmallMessagesComeFromLibzmqInOrder(boolean weBind) throws InterruptedException {
        connect(SocketType.PULL, SocketType.PUSH, weBind);
        theirs.produce(PATIENCE, 2, 0, MANY, 3, 40);
        for (int i = 0; i < MANY; i++) {
            Message message = ours.receive(PATIENCE);
            assertNotNull(message, "nothing came behind " + i + " messages");
            assertEquals(new NumberedMessage(2, i), NumberedMessage.read(message, 0));
        }
        assertEquals(MANY, theirs.end(PATIENCE));
        assertEquals(MANY, ours.stats().messagesReceived());
        assertEquals(0, ours.stats().queuedIn());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peersAndEventsNameTheOtherEnd(boolean weBind) throws InterruptedException {
        MonitorEvent up = connect(SocketType.PUSH, SocketType.PULL, weBind);
        assertEquals(1, events.count(weBind ? MonitorEventType.ACCEPTED : MonitorEventType.CONNECTED));
        assertTrue(up.remoteAddress().startsWith("tcp://127.0.0.1:"), up.toString());
        assertTrue(ours.send(Message.of("hello"), PATIENCE));
        assertEquals(Message.of("hello"), theirs.receive(PATIENCE));

        List<Peer> peers = ours.peers();
        assertEquals(1, peers.size());
        Peer peer = peers.get(0);
        assertEquals("PULL", peer.type());
        assertTrue(peer.connected());
        assertEquals(up.endpoint(), peer.endpoint());
        assertEquals(up.localAddress(), peer.localAddress());
        assertEquals(up.remoteAddress(), peer.remoteAddress());
        assertEquals(weBind ? peer.endpoint() : peer.localAddress(), peer.localAddress());
        assertEquals(1, peer.stats().messagesSent());

        theirs.close(Duration.ZERO);
        assertEquals(
                up.remoteAddress(), events.await(MonitorEventType.DISCONNECTED).remoteAddress());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peersSayWhatTheyHaveSentUs(boolean weBind) throws InterruptedException {
        connect(SocketType.PULL, SocketType.PUSH, weBind);
        assertTrue(theirs.send(Message.of("hello", "you")));
        assertEquals(Message.of("hello", "you"), ours.receive(PATIENCE));
        Peer peer = ours.peers().get(0);
        assertEquals("PUSH", peer.type());
        assertEquals(1, peer.stats().messagesReceived());
    }

    /** What the sizes and the numbers of frames are chosen to meet: every form of a frame, and several reads. */
    private static final class Shapes {
        private Shapes() {}

        static List<Message> all(List<Integer> sizes) {
            Random random = new Random(1);
            Message.Builder mixed = Message.builder();
            List<Message> shapes = new ArrayList<>();
            for (int size : sizes) {
                byte[] frame = new byte[size];
                random.nextBytes(frame);
                shapes.add(Message.of(frame));
                mixed.add(frame);
            }
            shapes.add(mixed.build());
            shapes.add(Message.of("", "", ""));
            shapes.add(Message.of("first", "", "last"));
            shapes.add(Message.of("", "behind an empty frame"));
            shapes.add(Message.of("before an empty frame", ""));
            return shapes;
        }
    }
}
