package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;

/** Whatever happens to a socket between and during polls: a poller misses neither what is ready nor what comes. */
@ExtendWith(NothingLeftBehind.class)
class PolledByTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TCP = "tcp://127.0.0.1:*";

    private final Context context = Context.open();
    private final Poller poller = context.poller();

    @AfterEach
    void close() {
        poller.close();
        context.close();
    }

    @Test
    void theOneOfTwoPollersThatPollsSeesWhatCame() {
        try (Poller other = context.poller();
                Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind(TCP));
            poller.register(pull, Poller.IN);
            other.register(pull, Poller.IN);
            for (int i = 0; i < 300; i++) {
                assertEquals(0, poller.poll(Duration.ZERO));
                assertEquals(0, other.poll(Duration.ZERO));
                push.send("" + i);
                assertEquals(1, (i % 3 == 0 ? other : poller).poll(LONG));
                assertEquals("" + i, pull.receiveText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSocketMayBeReceivedFromDirectlyBetweenPolls(int peers) {
        try (Socket pull = context.socket(SocketType.PULL)) {
            String endpoint = pull.bind(TCP);
            List<Socket> pushers = new ArrayList<>();
            for (int i = 0; i < peers; i++) {
                pushers.add(context.socket(SocketType.PUSH));
                pushers.get(i).connect(endpoint);
            }
            poller.register(pull, Poller.IN);
            for (int round = 0; round < 200; round++) {
                pushers.forEach(push -> push.send("x"));
                pushers.forEach(push -> push.send("y"));
                for (int got = 0; got < 2 * peers; got++) {
                    if ((round + got) % 2 == 0) {
                        assertEquals(1, poller.poll(LONG));
                    }
                    assertTrue(pull.receive(LONG) != null);
                }
                assertEquals(0, poller.poll(Duration.ZERO));
            }
            pushers.forEach(Socket::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, "inproc://requests"})
    void theNextRequestIsSeenOnceTheReplyIsSent(String endpoint) {
        try (Socket rep = context.socket(SocketType.REP);
                Socket one = context.socket(SocketType.REQ);
                Socket two = context.socket(SocketType.REQ)) {
            String bound = rep.bind(endpoint);
            one.connect(bound);
            two.connect(bound);
            poller.register(rep, Poller.IN);
            for (int round = 0; round < 200; round++) {
                one.send("one");
                two.send("two");
                for (int i = 0; i < 2; i++) {
                    assertEquals(1, poller.poll(LONG));
                    Message request = rep.receive();
                    assertEquals(0, poller.poll(Duration.ZERO), "the reply comes first");
                    rep.send(request);
                }
                assertEquals("one", one.receiveText());
                assertEquals("two", two.receiveText());
            }
        }
    }

    @Test
    void whatTheApplicationItselfChangesIsSeenAtOnce() {
        try (Socket push = context.socket(SocketType.PUSH);
                Socket pull = context.socket(SocketType.PULL)) {
            String endpoint = pull.bind(TCP);
            poller.register(push, Poller.OUT);
            poller.register(pull, Poller.OUT);
            assertEquals(0, poller.poll(Duration.ZERO));
            push.connect(endpoint);
            assertEquals(1, poller.poll(Duration.ZERO));
            push.send("too long");
            poller.modify(push, 0);
            poller.modify(pull, Poller.IN);
            assertEquals(1, poller.poll(LONG));
            assertThrows(ZmqException.class, () -> pull.receive(ByteBuffer.allocate(1)));
            assertEquals(1, poller.poll(Duration.ZERO), "it is held");
            assertEquals("too long", pull.receiveText());
            assertEquals(0, poller.poll(Duration.ZERO));
        }
    }

    @Test
    void whenAPollerStaysAwayTheSocketIsServedAsIfThereWereNone() {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind(TCP));
            poller.register(pull, Poller.IN);
            for (int round = 0; round < 3; round++) {
                push.send("seen");
                assertEquals(1, poller.poll(LONG));
                assertEquals("seen", pull.receiveText());
                push.send("taken");
                Eventually.until(() -> pull.tryReceive() != null, () -> "nobody reads");
            }
        }
    }

    @Test
    void aSocketThatIsUnregisteredOrWatchedOnlyForSendingIsServedByOthers() {
        try (Socket pair = context.socket(SocketType.PAIR);
                Socket peer = context.socket(SocketType.PAIR)) {
            pair.set(Options.RCVHWM, 2);
            peer.connect(pair.bind(TCP));
            poller.register(pair, Poller.IN);
            peer.send("one");
            assertEquals(1, poller.poll(LONG));
            poller.modify(pair, Poller.OUT);
            peer.send("two");
            assertEquals(1, poller.poll(LONG));
            assertTrue(poller.writable(pair));
            poller.unregister(pair);
            peer.send("three");
            assertEquals("one", pair.receiveText());
            assertEquals("two", pair.receiveText());
            assertEquals("three", pair.receiveText());
        }
    }

    @Test
    void peersComeAndGoWhileAPollerSleepsAndKeepNoDescriptor() throws Exception {
        try (Socket router = context.socket(SocketType.ROUTER)) {
            String endpoint = router.bind(TCP);
            poller.register(router, Poller.IN);
            Thread server = new Thread(() -> {
                while (poller.poll(LONG) == 1) {
                    for (Message message; (message = router.tryReceive()) != null; ) {
                        if (message.text(1).equals("end")) {
                            return;
                        }
                        router.send(message);
                    }
                }
            });
            server.start();
            for (int i = 0; i < 50; i++) {
                try (Socket dealer = context.socket(SocketType.DEALER)) {
                    dealer.connect(endpoint);
                    dealer.send("" + i);
                    assertEquals("" + i, dealer.receiveText());
                }
                Eventually.until(() -> router.peers().isEmpty(), () -> "still there: " + router.peers());
            }
            try (Socket dealer = context.socket(SocketType.DEALER)) {
                dealer.connect(endpoint);
                dealer.send("end");
                server.join();
            }
        }
    }

    @Test
    void aSocketWithPeersThatIsClosedMeanwhileDropsOutAndTheOthersStay() throws Exception {
        for (int round = 0; round < 30; round++) {
            Socket closed = context.socket(SocketType.PULL);
            try (Socket pull = context.socket(SocketType.PULL);
                    Socket push = context.socket(SocketType.PUSH);
                    Socket idle = context.socket(SocketType.PUSH)) {
                push.connect(pull.bind(TCP));
                idle.connect(closed.bind(TCP));
                idle.send("x");
                poller.register(closed, Poller.IN);
                assertEquals(1, poller.poll(LONG));
                closed.receive();
                poller.register(pull, Poller.IN);
                CompletableFuture<Integer> found = CompletableFuture.supplyAsync(() -> poller.poll(LONG));
                closed.close();
                push.send("x");
                assertEquals(1, found.get(60, TimeUnit.SECONDS));
                assertTrue(poller.readable(pull));
                poller.poll(Duration.ZERO);
                assertEquals(1, poller.size());
                poller.unregister(pull);
            }
        }
    }
}
