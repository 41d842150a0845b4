package org.lingmq.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;
import org.lingmq.engine.Contexts;
import org.lingmq.spi.Resolver;

/** Names that are looked up: away from the I/O threads, again at each attempt, and with every address tried. */
@ExtendWith(NothingLeftBehind.class)
class TcpNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aNameThatIsUnknownAtFirstIsAskedForAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver slowToLearn = host -> {
            assertEquals("late.example", host);
            if (asked.incrementAndGet() < 3) {
                throw new UnknownHostException(host);
            }
            return addresses("127.0.0.1");
        };
        try (Context context = Contexts.resolving(slowToLearn);
                Socket pull = pull(context);
                Socket push = push(context)) {
            Events events = Events.of(push);
            push.connect("tcp://late.example:" + port(pull.bind("tcp://127.0.0.1:*")));
            push.send("found");
            assertEquals("found", pull.receiveText());
            assertEquals(3, asked.get());
            MonitorEvent retried = events.await(MonitorEventType.CONNECT_RETRIED);
            assertTrue(retried.reason().contains("looking up late.example failed"), retried.reason());
        }
    }

    @Test
    void aResolverThatFailsIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver broken = host -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("for a test");
            }
            return addresses("127.0.0.1");
        };
        try (Context context = Contexts.resolving(broken);
                Socket pull = pull(context);
                Socket push = push(context)) {
            push.connect("tcp://broken.example:" + port(pull.bind("tcp://127.0.0.1:*")));
            push.send("found");
            assertEquals("found", pull.receiveText());
        }
    }

    @Test
    void everyAddressOfANameIsTried() throws Exception {
        Resolver many = host -> addresses("127.0.0.2", "::1", "127.0.0.3", "127.0.0.1");
        try (Context context = Contexts.resolving(many);
                Socket pull = pull(context);
                Socket push = push(context)) {
            Events events = Events.of(push);
            push.connect("tcp://many.example:" + port(pull.bind("tcp://127.0.0.1:*")));
            push.send("at the last address");
            assertEquals("at the last address", pull.receiveText());
            MonitorEvent connected = events.await(MonitorEventType.CONNECTED);
            assertTrue(connected.remoteAddress().startsWith("tcp://127.0.0.1:"), connected.remoteAddress());
        }
    }

    @Test
    void withoutIpv6OnlyTheOtherAddressesAreTried() throws Exception {
        Resolver both = host -> addresses("::1", "127.0.0.1");
        try (Context context = Contexts.resolving(both);
                Socket pull = pull(context);
                Socket push = push(context).set(Options.IPV6, false)) {
            Events events = Events.of(push);
            push.connect("tcp://both.example:" + port(pull.bind("tcp://*:*")));
            MonitorEvent connected = events.await(MonitorEventType.CONNECTED);
            assertTrue(connected.remoteAddress().startsWith("tcp://127.0.0.1:"), connected.remoteAddress());
        }
    }

    @Test
    void aHostThatMovesIsFollowed() {
        AtomicReference<String> home = new AtomicReference<>("127.0.0.2");
        try (Context context = Contexts.resolving(host -> addresses(home.get()));
                Socket after = pull(context);
                Socket push = push(context)) {
            Socket before = pull(context);
            int port = port(before.bind("tcp://127.0.0.2:*"));
            push.connect("tcp://mover.example:" + port);
            push.send("here");
            assertEquals("here", before.receiveText());
            home.set("127.0.0.3");
            after.bind("tcp://127.0.0.3:" + port);
            before.close();
            Transports.awaitPeers(after, 1);
            push.send("there");
            assertEquals("there", after.receiveText());
        }
    }

    @Test
    void aLookUpThatHangsHoldsNobodyUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Resolver hanging = host -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (Context context = Contexts.resolving(hanging);
                Socket pull = pull(context);
                Socket push = push(context)) {
            push.connect("tcp://hanging.example:5555");
            asked.await();
            push.disconnect("tcp://hanging.example:5555");
            push.connect(pull.bind("tcp://127.0.0.1:*"));
            Transports.sendNumbers(push, 0, 100);
            Transports.receiveNumbers(pull, 0, 100);
        }
        answer.countDown();
    }

    @Test
    void bindRefusesANameThatNobodyKnows() {
        Resolver knowsNobody = host -> {
            throw new UnknownHostException(host);
        };
        try (Context context = Contexts.resolving(knowsNobody);
                Socket pull = pull(context)) {
            ZmqException refused = assertThrows(ZmqException.class, () -> pull.bind("tcp://nobody.example:*"));
            assertEquals(ErrorCode.ENODEV, refused.code());
            assertTrue(refused.getMessage().contains("nobody.example"), refused.getMessage());
        }
    }

    @Test
    void bindTakesTheFirstAddressOfANameThatIsOurs() {
        Resolver elsewhereAndHere = host -> addresses("198.51.100.7", "127.0.0.1");
        try (Context context = Contexts.resolving(elsewhereAndHere);
                Socket pull = pull(context)) {
            String endpoint = pull.bind("tcp://here.example:*");
            assertTrue(endpoint.startsWith("tcp://127.0.0.1:"), endpoint);
        }
    }

    private static Socket pull(Context context) {
        return context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE);
    }

    private static Socket push(Context context) {
        return context.socket(SocketType.PUSH)
                .set(Options.SNDTIMEO, PATIENCE)
                .set(Options.RECONNECT_IVL, Duration.ofMillis(10));
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }
}
