package org.lingmq.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many of something: connections that do nothing, subscriptions. */
final class Crowds {

    private static final double NS_PER_S = 1e9;
    private static final int TOPICS = 1_000_000;

    private final Arguments arguments;
    private final Library library;
    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));

    Crowds(Arguments arguments, Library library) {
        this.arguments = arguments;
        this.library = library;
    }

    /** When told to, opens sockets that say one word each, and keeps them until the driver hangs up. */
    void connectAndWait() {
        List<Library.Port> ports = new ArrayList<>();
        Figures.tell("ready", 1);
        obey(command -> {
            switch (command) {
                case "go" -> connectAll(ports);
                case "speak" -> ports.forEach(port -> port.send(new byte[] {'y'}));
                default -> Figures.tellMemory();
            }
        });
    }

    private void connectAll(List<Library.Port> ports) {
        for (int i = 0; i < arguments.count(); i++) {
            Library.Port port = library.open(Library.Kind.PUSH);
            port.connect(arguments.endpoint());
            port.send(new byte[] {'x'});
            ports.add(port);
        }
        Figures.tell("opened", ports.size());
    }

    /** Hears one word of each, and another one when told to listen, and waits until the driver hangs up. */
    void hearAndWait(Library.Port port) {
        hearAll(port);
        Figures.tell("heard", arguments.count());
        obey(command -> {
            if (command.equals("listen")) {
                hearAll(port);
                Figures.tell("again", arguments.count());
            } else {
                Figures.tellMemory();
            }
        });
    }

    private void hearAll(Library.Port port) {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        for (int i = 0; i < arguments.count(); i++) {
            port.receive(buffer);
        }
    }

    private interface Command {
        void obey(String line);
    }

    private void obey(Command command) {
        try {
            for (String line; (line = commands.readLine()) != null; ) {
                command.obey(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes the topics that the driver names, or measures how long it takes to find out that nobody wants one. */
    void publish(Library.Port port) {
        obey(line -> {
            switch (line) {
                case "match" -> match(port);
                case "memory" -> Figures.tellMemory();
                default -> port.send(topic(Integer.parseInt(line)));
            }
        });
    }

    private static byte[] topic(int number) {
        return String.format("topic.%08d.", number).getBytes(StandardCharsets.US_ASCII);
    }

    private void match(Library.Port port) {
        byte[][] unwanted = new byte[4096][];
        for (int i = 0; i < unwanted.length; i++) {
            unwanted[i] = topic((int) (i * 7919L % TOPICS));
            unwanted[i][13] = '!';
        }
        matchFor(port, unwanted, arguments.warmNs());
        Figures.tell("match_ns", matchFor(port, unwanted, arguments.windowNs()));
    }

    private static double matchFor(Library.Port port, byte[][] unwanted, long timeNs) {
        long startNs = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - startNs < timeNs) {
            for (byte[] topic : unwanted) {
                port.send(topic);
            }
            sent += unwanted.length;
        }
        return (System.nanoTime() - startNs) / (double) sent;
    }

    /** Subscribes to so many topics with so many sockets; each hears of its last one. */
    void subscribe() {
        int each = TOPICS / arguments.count();
        byte[][] topics = new byte[TOPICS][];
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = topic(i);
        }
        List<Library.Port> ports = new ArrayList<>();
        long startNs = System.nanoTime();
        for (int i = 0; i < arguments.count(); i++) {
            Library.Port port = library.openUnlimited(Library.Kind.SUB);
            port.connect(arguments.endpoint());
            for (int k = 0; k < each; k++) {
                port.subscribe(topics[i * each + k]);
            }
            ports.add(port);
        }
        ByteBuffer buffer = ByteBuffer.allocate(64);
        for (Library.Port port : ports) {
            port.receive(buffer);
        }
        Figures.tell("seconds", (System.nanoTime() - startNs) / NS_PER_S);
        obey(command -> Figures.tellMemory());
    }
}
