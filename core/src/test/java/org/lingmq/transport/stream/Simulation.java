package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.io.Mail;
import org.lingmq.pattern.Pipe;

/**
 * Two sockets and the links between them, one after the other, on one thread: callers, the I/O thread, the wires and
 * whatever breaks them act in an order that a seed decides, also in the middle of each other's calls.
 *
 * <p>One socket dials, so its session outlives links; the other one accepts and has a session for each link.
 */
final class Simulation {

    private static final int DEPTH_MOST = 3;

    private final Random random;
    private final Bench bench = new Bench(SocketType.PAIR);
    private final Side dialing = new Side();
    private final Side accepting = new Side();
    private final StreamConfig acceptingConfig;
    private final Station dialer;
    private final List<Link> links = new ArrayList<>();
    private boolean ioBusy;
    private boolean calm;
    private int depth;

    /** One connection and the session it has at the accepting end. */
    private record Link(FakeWire near, FakeWire far, Station accepted) {}

    /** A socket whose mail reaches the stations. */
    private final class Side extends FakeSide {
        private final Map<Pipe, Station> stations = new TreeMap<>((a, b) -> Long.compare(a.id(), b.id()));

        Side() {
            super(SocketType.PAIR);
        }

        @Override
        public void linkUp(Pipe pipe) {
            post(new Mail(() -> stations.get(pipe).linkUp()), true);
        }

        @Override
        public void linkDown(Pipe pipe) {
            post(new Mail(() -> stations.get(pipe).linkDown()), true);
        }

        @Override
        public void pipeEnded(Pipe pipe) {
            post(new Mail(() -> stations.get(pipe).ended()), true);
        }
    }

    Simulation(long seed) {
        random = new Random(seed);
        bench.with(Options.SNDHWM, random.nextInt(20)).with(Options.RCVHWM, random.nextInt(20));
        if (random.nextBoolean()) {
            bench.with(Options.HEARTBEAT_IVL, Duration.ofMillis(1 + random.nextInt(20)));
            bench.with(Options.HEARTBEAT_TTL, Duration.ofMillis(random.nextInt(400)));
            bench.with(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(random.nextInt(20)));
        }
        StreamConfig config = bench.config();
        acceptingConfig = with(config, accepting);
        Session kept = new Session(with(config, dialing), new SessionOwner() {
            @Override
            public void linkOver(Session session, LinkEnd end, Runnable tell) {
                dialing.linkDown(session.pipe());
            }

            @Override
            public void letGo(Session session) {
                // The end of the simulation.
            }
        });
        dialer = new Station("d", kept, dialing, random);
        dialing.stations.put(dialer.pipe, dialer);
    }

    private static StreamConfig with(StreamConfig config, FakeSide side) {
        return new StreamConfig(
                side, config.io(), config.endpoint(), config.options(), config.handshake(), config.gate());
    }

    void run(int steps) {
        try (bench) {
            for (int i = 0; i < steps; i++) {
                step();
                if (random.nextInt(25) == 0) {
                    checkOwners();
                    calm = false;
                }
            }
            finish();
            checkMessages();
            part();
        }
    }

    // --- what happens

    private void step() {
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> call(dialing, dialer);
            case 3, 4, 5 -> call(accepting, anyAccepted());
            case 6, 7, 8 -> turn();
            case 9 -> wires();
            case 10 -> bench.nowNs += random.nextInt(4) == 0 ? random.nextInt(5_000_000) : random.nextInt(8_000);
            case 11 -> ping();
            default -> links();
        }
    }

    private void ping() {
        Session session = random.nextBoolean() || links.isEmpty() ? dialer.session : anyAccepted().session;
        if (session.linkUp()) {
            bench.io.execute(session::sendPing);
        }
    }

    private Station anyAccepted() {
        if (links.isEmpty()) {
            return null;
        }
        int back = random.nextInt(3) == 0 ? random.nextInt(links.size()) : 0;
        return links.get(links.size() - 1 - back).accepted;
    }

    /** A caller goes in, unless somebody is inside, and does something. */
    private void call(Side side, Station station) {
        if (station != null && side.entry.enterCare()) {
            try {
                side.handleMail();
                station.act();
            } finally {
                side.entry.exit();
            }
        }
    }

    private void turn() {
        if (!ioBusy) {
            ioBusy = true;
            bench.turn();
            ioBusy = false;
        }
    }

    /** In the middle of a call, others act. */
    private void meanwhile() {
        if (!calm && depth < DEPTH_MOST) {
            depth++;
            for (int i = random.nextInt(3); i >= 0; i--) {
                step();
            }
            depth--;
        }
    }

    private void wires() {
        if (links.isEmpty()) {
            return;
        }
        Link link = links.get(links.size() - 1);
        FakeWire wire = random.nextBoolean() ? link.near : link.far;
        switch (random.nextInt(7)) {
            case 0 -> wire.room = random.nextInt(100);
            case 1 -> wire.room = Long.MAX_VALUE;
            case 2 -> wire.room = random.nextInt(10_000);
            case 3 -> wire.duringWrite = this::meanwhile;
            case 4 -> wire.duringRead = this::meanwhile;
            case 5 -> wire.duringWatch = this::meanwhile;
            default -> {
                wire.appetite = offered -> random.nextInt(3) == 0 ? random.nextInt(offered + 1) : offered;
                wire.mouthful = there -> random.nextInt(3) == 0 ? random.nextInt(there + 1) : there;
            }
        }
    }

    /** A link comes up where there is none, or the one there is breaks. */
    private void links() {
        if (links.isEmpty() || bothDown()) {
            connect();
            return;
        }
        if (random.nextInt(3) != 0) {
            return;
        }
        Link link = links.get(links.size() - 1);
        switch (random.nextInt(4)) {
            case 0 -> {
                link.near.breaks("cut");
                link.far.breaks("cut");
            }
            case 1 -> bench.io.execute(() -> dialer.session.end(LinkEnd.lost("ended by the dialing side")));
            case 2 -> link.accepted.session.refuse(MonitorEventType.PEER_REFUSED, "not wanted");
            default -> {
                // It stays.
            }
        }
    }

    private boolean bothDown() {
        Link link = links.get(links.size() - 1);
        return !dialer.session.linkUp() && !link.near.isOpen() && link.accepted.session.over();
    }

    private void connect() {
        int number = links.size();
        FakeWire near = bench.wire();
        FakeWire far = bench.wire();
        FakeWire.connect(near, far);
        near.remoteAddress = "link " + number;
        far.remoteAddress = "link " + number;
        near.duringRegister = this::meanwhile;
        Station accepted =
                new Station("a" + number, new Session(acceptingConfig, new FakeOwner(false)), accepting, random);
        accepting.stations.put(accepted.pipe, accepted);
        links.add(new Link(near, far, accepted));
        Runnable accept = () -> accepted.session.attach(far, Bench.peer("PAIR"), readAhead(far), accepting::linkUp);
        Runnable established = () -> dialer.session.attach(near, Bench.peer("PAIR"), readAhead(near), dialing::linkUp);
        boolean dialerFirst = random.nextBoolean();
        bench.io.execute(dialerFirst ? established : accept);
        bench.io.schedule(random.nextInt(3) * 500_000L, dialerFirst ? accept : established);
    }

    /** What was read together with the end of the handshake. */
    private ByteBuffer readAhead(FakeWire wire) {
        ByteBuffer rest = ByteBuffer.allocate(random.nextInt(200));
        try {
            wire.read(rest);
        } catch (IOException e) {
            // The session will find out.
        }
        return rest.flip();
    }

    // --- what must hold

    private void handleMail(Side side) {
        assertTrue(side.entry.enterCare());
        side.handleMail();
        side.entry.exit();
    }

    /** The wires take and give everything, and nobody acts but who is told to. */
    private void calm() {
        calm = true;
        for (Link link : links) {
            for (FakeWire wire : List.of(link.near, link.far)) {
                wire.room = Long.MAX_VALUE;
                wire.appetite = offered -> offered;
                wire.mouthful = there -> there;
            }
        }
    }

    /** Bytes that are not sent or not read have an owner that will see to them (the I/O thread, or a rung caller). */
    private void checkOwners() {
        calm();
        for (int i = 0; i < 3; i++) {
            handleMail(dialing);
            handleMail(accepting);
            bench.pass(Duration.ofMillis(1), Duration.ofMillis(1));
        }
        if (!links.isEmpty()) {
            Link link = links.get(links.size() - 1);
            dialer.assertEverythingHasAnOwner(link.near);
            link.accepted.assertEverythingHasAnOwner(link.far);
        }
    }

    /** A link comes up if there is none, and everybody reads all there is until nothing is left on the way. */
    private void finish() {
        checkOwners();
        if (links.isEmpty() || bothDown()) {
            connect();
        }
        for (int i = 0; i < 2_000; i++) {
            checkOwners();
            Link link = links.get(links.size() - 1);
            if (bothDown()) {
                connect();
                continue;
            }
            // A PING, its PONG, and whatever they made possible.
            for (int round = 0; round < 3; round++) {
                readAll(dialing, dialer, link.near);
                links.forEach(each -> readAll(accepting, each.accepted, each.far));
                bench.run();
            }
            if (settled(link)) {
                return;
            }
        }
        Link link = links.get(links.size() - 1);
        throw new AssertionError("messages are stuck after " + links.size() + " links: " + dialer.state(link.near)
                + "; " + link.accepted.state(link.far));
    }

    private boolean settled(Link link) {
        return dialer.session.linkUp()
                && link.accepted.session.linkUp()
                && Frames.messages(link.near.written()).size() + onEarlierLinks() == dialer.sent.size()
                && !dialer.pipe.out().lane().holdsBytes()
                && !link.accepted.pipe.out().lane().holdsBytes()
                && link.near.operations() % 2 == 0
                && link.far.operations() % 2 == 0
                && !dialer.pipe.in().ready()
                && !link.accepted.pipe.in().ready();
    }

    private int onEarlierLinks() {
        return links.subList(0, links.size() - 1).stream()
                .mapToInt(link -> Frames.messages(link.near.written()).size())
                .sum();
    }

    private void readAll(Side side, Station station, FakeWire wire) {
        assertTrue(side.entry.enterCare());
        side.handleMail();
        long before;
        do {
            before = wire.bytesRead() + station.received.size();
            if (station.callerIsToRead(wire)) {
                station.wake();
            }
            station.receive(Integer.MAX_VALUE);
        } while (wire.bytesRead() + station.received.size() != before);
        side.settleBusy();
        side.entry.exit();
    }

    private static List<String> inFront(FakeWire writer, FakeWire reader) {
        return Frames.messages(Arrays.copyOf(writer.written(), (int) reader.bytesRead()));
    }

    /** In order, once, except what was whole on a wire when it broke. */
    private void checkMessages() {
        List<String> left = new ArrayList<>();
        List<String> arrived = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            String prefix = "link " + i + " ";
            left.addAll(Frames.messages(link.near.written()));
            assertEquals(prefixed(prefix, inFront(link.near, link.far)), link.accepted.received, "received over " + i);
            arrived.addAll(prefixed(prefix, inFront(link.far, link.near)));
            List<String> answers = Frames.messages(link.far.written());
            List<String> sent = link.accepted.sent;
            assertEquals(sent.subList(0, answers.size()), answers, "sent over " + i);
            assertEquals(sent.size() - answers.size(), link.accepted.dropped, "named losses of " + i);
            assertEquals(i < links.size() - 1, link.accepted.gone(), "whether it is over: " + i);
        }
        assertEquals(dialer.sent, left);
        assertEquals(arrived, dialer.received);
    }

    private static List<String> prefixed(String prefix, List<String> messages) {
        return messages.stream().map(message -> prefix + message).toList();
    }

    /** The dialing socket lets go: its connection closes gently, and nothing is left behind. */
    private void part() {
        Link link = links.get(links.size() - 1);
        assertTrue(dialing.entry.enterCare());
        dialer.pipe.letGo(-1);
        dialing.entry.exit();
        bench.pass(Duration.ofMillis(1_100), Duration.ofMillis(100));
        for (int i = 0; i < 3; i++) {
            for (Link each : links) {
                readAll(accepting, each.accepted, each.far);
            }
            bench.pass(Duration.ofMillis(2), Duration.ofMillis(1));
        }
        assertTrue(dialer.session.over());
        assertFalse(link.near.isOpen());
        assertFalse(link.far.isOpen());
        assertEquals(0, dialing.pool.inUseBytes(), "what the dialing side left behind");
        assertEquals(0, accepting.pool.inUseBytes(), "what the accepting side left behind");
    }
}
