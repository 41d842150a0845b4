package org.lingmq.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MessageBuilder;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.ZmqException;

/** What every transport must do between a PUSH and a PULL; a new one gets these tests by naming its endpoints. */
@ExtendWith(NothingLeftBehind.class)
public interface TransportContract extends Transports {
    @Test
    default void aBoundPullReceivesFromAPush() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            push.connect(pull.bind(anywhere()));
            Transports.sendNumbers(push, 0, 1_000);
            Transports.receiveNumbers(pull, 0, 1_000);
        }
    }

    @Test
    default void aBoundPushSendsToAPull() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            pull.connect(push.bind(anywhere()));
            Transports.sendNumbers(push, 0, 1_000);
            Transports.receiveNumbers(pull, 0, 1_000);
        }
    }

    @Test
    default void whatIsSentBeforeThereIsAListenerArrivesInOrder() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            String endpoint = nowhere();
            push.connect(endpoint);
            Transports.sendNumbers(push, 0, 100);
            pull.bind(endpoint);
            Transports.sendNumbers(push, 100, 100);
            Transports.receiveNumbers(pull, 0, 200);
        }
    }

    @Test
    default void aPullMayConnectBeforeThereIsAListener() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            String endpoint = nowhere();
            pull.connect(endpoint);
            push.bind(endpoint);
            Transports.sendNumbers(push, 0, 100);
            Transports.receiveNumbers(pull, 0, 100);
        }
    }

    @Test
    default void theContextsMayDiffer() {
        try (Context one = Context.open();
                Context two = Context.open();
                Socket pull = pull(one);
                Socket push = push(two)) {
            push.connect(pull.bind(anywhere()));
            Transports.sendNumbers(push, 0, 1_000);
            Transports.receiveNumbers(pull, 0, 1_000);
        }
    }

    @Test
    default void bindTellsWhereItBound() {
        try (Context context = Context.open();
                Socket pull = pull(context)) {
            String first = pull.bind(anywhere());
            assertEquals(first, pull.get(Options.LAST_ENDPOINT));
            String second = pull.bind(anywhere());
            assertNotEquals(first, second);
            assertEquals(second, pull.get(Options.LAST_ENDPOINT));
            String third = nowhere();
            assertEquals(third, pull.bind(third));
        }
    }

    @Test
    default void ZMTP_45_oneSocketHasManyEndpointsOfBothKinds() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket boundPush = push(context);
                Socket push = push(context)) {
            List<String> endpoints = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                endpoints.add(pull.bind(anywhere()));
                pull.connect(boundPush.bind(anywhere()));
            }
            endpoints.forEach(push::connect);
            Transports.awaitPeers(pull, 10);
            Transports.awaitPeers(push, 5);
            Transports.sendNumbers(push, 0, 500);
            Transports.sendNumbers(boundPush, 500, 500);
            List<String> came = Transports.receiveTexts(pull, 1_000);
            assertEquals(
                    IntStream.range(0, 1_000).mapToObj(i -> "m" + i).sorted().toList(),
                    came.stream().sorted().toList());
        }
    }

    @Test
    default void onePushFeedsManyPullsInTurn() {
        try (Context context = Context.open();
                Socket push = push(context);
                Socket one = pull(context);
                Socket two = pull(context);
                Socket three = pull(context)) {
            String endpoint = push.bind(anywhere());
            one.connect(endpoint);
            two.connect(endpoint);
            three.connect(endpoint);
            Transports.awaitPeers(push, 3);
            Transports.sendNumbers(push, 0, 300);
            for (Socket pull : List.of(one, two, three)) {
                assertEquals(100, Transports.receiveTexts(pull, 100).size());
            }
        }
    }

    @Test
    default void unbindFreesTheAddressAndEndsItsConnections() throws InterruptedException {
        try (Context context = Context.open();
                Socket first = pull(context);
                Socket second = pull(context);
                Socket push = push(context)) {
            String endpoint = nowhere();
            first.bind(endpoint);
            push.connect(endpoint);
            push.send("to the first");
            assertEquals("to the first", first.receiveText());
            Events events = Events.of(first);
            first.unbind(endpoint);
            events.await(MonitorEventType.CLOSED);
            assertEquals(0, first.peers().size());
            second.bind(endpoint);
            Transports.awaitPeers(second, 1);
            push.send("to the second");
            assertEquals("to the second", second.receiveText());
        }
    }

    @Test
    default void unbindKnowsOnlyWhatIsBound() {
        try (Context context = Context.open();
                Socket pull = pull(context)) {
            String endpoint = pull.bind(anywhere());
            refused(ErrorCode.ENOENT, () -> pull.unbind(nowhere()));
            refused(ErrorCode.ENOENT, () -> pull.disconnect(endpoint));
            pull.unbind(endpoint);
            refused(ErrorCode.ENOENT, () -> pull.unbind(endpoint));
        }
    }

    @Test
    default void disconnectEndsTheConnectionForGood() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            String endpoint = pull.bind(anywhere());
            push.connect(endpoint);
            push.send("before");
            assertEquals("before", pull.receiveText());
            push.disconnect(endpoint);
            Transports.awaitPeers(pull, 0);
            assertFalse(push.trySend("nobody takes this"));
            refused(ErrorCode.ENOENT, () -> push.disconnect(endpoint));
            push.connect(endpoint);
            push.send("after");
            assertEquals("after", pull.receiveText());
        }
    }

    @Test
    default void whatWasQueuedBeforeDisconnectStillGoesOut() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            String endpoint = pull.bind(anywhere());
            push.connect(endpoint);
            Transports.awaitPeers(push, 1);
            Transports.sendNumbers(push, 0, 900);
            push.disconnect(endpoint);
            Transports.receiveNumbers(pull, 0, 900);
        }
    }

    @Test
    default void anAddressIsBoundOnce() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket other = pull(context);
                Socket push = push(context)) {
            String endpoint = pull.bind(anywhere());
            Events events = Events.of(other);
            refused(ErrorCode.EADDRINUSE, () -> other.bind(endpoint));
            refused(ErrorCode.EADDRINUSE, () -> pull.bind(endpoint));
            assertEquals(
                    ErrorCode.EADDRINUSE.number(),
                    events.await(MonitorEventType.BIND_FAILED).value());
            push.connect(endpoint);
            Transports.sendNumbers(push, 0, 10);
            Transports.receiveNumbers(pull, 0, 10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void messagesOfEverySizeArriveWhole() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            push.connect(pull.bind(anywhere()));
            int[] sizes = {0, 1, 2, 254, 255, 256, 257, 4_095, 8_191, 8_192, 65_535, 65_536, 1_000_000};
            for (int size : sizes) {
                byte[] frame = bytes(size, size);
                assertTrue(push.send(frame));
                Message message = pull.receive();
                assertNotNull(message, "of " + size + " bytes");
                assertEquals(1, message.size());
                assertArrayEquals(frame, message.bytes(), "of " + size + " bytes");
            }
        }
    }

    @Test
    default void tenMegabytesInSeveralFramesArriveWhole() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            pull.connect(push.bind(anywhere()));
            byte[][] frames = {bytes(1, 0), bytes(2, 10_000_000), bytes(3, 255), bytes(4, 0), bytes(5, 300)};
            assertTrue(push.send(Message.of(frames)));
            Message message = pull.receive();
            assertNotNull(message);
            assertArrayEquals(frames, message.frames().toArray(byte[][]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    default void ZMTP_23_randomMessagesArriveOnceAndInOrder(long seed) {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            push.connect(pull.bind(anywhere()));
            Random random = new Random(seed);
            List<Message> sent = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Message message = randomMessage(random);
                sent.add(message);
                while (!push.send(message, Duration.ZERO)) {
                    assertEquals(sent.remove(0), pull.receive(), "seed " + seed);
                }
            }
            for (Message expected : sent) {
                assertEquals(expected, pull.receive(), "seed " + seed);
            }
        }
    }

    @Test
    default void peersAreNamedOnBothSides() {
        try (Context context = Context.open();
                Socket pull = pull(context);
                Socket push = push(context)) {
            String endpoint = pull.bind(anywhere());
            push.connect(endpoint);
            Transports.awaitPeers(pull, 1);
            Transports.awaitPeers(push, 1);
            assertEquals("PUSH", pull.peers().get(0).type());
            assertEquals(endpoint, pull.peers().get(0).endpoint());
            assertEquals("PULL", push.peers().get(0).type());
            assertEquals(endpoint, push.peers().get(0).endpoint());
        }
    }

    private static Message randomMessage(Random random) {
        MessageBuilder message = Message.builder();
        for (int frames = random.nextInt(4); frames >= 0; frames--) {
            int size = random.nextInt(50) == 0 ? random.nextInt(200_000) : random.nextInt(600);
            message.add(bytes(random.nextLong(), size));
        }
        return message.build();
    }

    private static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertEquals(code, assertThrows(ZmqException.class, call::run).code());
    }
}
