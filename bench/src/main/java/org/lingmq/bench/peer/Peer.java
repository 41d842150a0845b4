package org.lingmq.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lingmq.bench.peer.Library.Kind;
import org.lingmq.bench.peer.Library.Port;

/** One part of one work with one library: what a process of the measurement runs. */
public final class Peer {

    private final Arguments arguments;
    private final Library library;

    private Peer(Arguments arguments, Library library) {
        this.arguments = arguments;
        this.library = library;
    }

    /** Runs the work that the words name with LingMQ. */
    public static void main(String[] words) {
        run(words, LingLibrary::new);
    }

    /** Runs the work that the words name; ends the process. */
    public static void run(String[] words, Supplier<Library> library) {
        Arguments arguments = Arguments.of(words);
        if (arguments.work().equals("churn")) {
            new Churn(arguments, library).run();
        } else {
            new Peer(arguments, library.get()).work();
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void work() {
        switch (arguments.work()) {
            case "version" -> System.out.println(library.version());
            case "one-way" -> oneWay();
            case "round-trip" -> roundTrip();
            case "fixed-rate" -> fixedRate();
            case "fan-out" -> fanOut();
            case "routed" -> routed();
            case "idle" -> idle();
            case "topics" -> topics();
            default -> throw new IllegalArgumentException("unknown work " + arguments.work());
        }
    }

    private boolean plays(String role) {
        return arguments.role().equals(role);
    }

    private Port bound(Kind kind) {
        Port port = library.open(kind);
        Figures.tell("endpoint", port.bind(arguments.endpoint()));
        return port;
    }

    private Port connected(Kind kind) {
        Port port = library.open(kind);
        port.connect(arguments.endpoint());
        return port;
    }

    private List<Port> allConnected(Kind kind) {
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            ports.add(connected(kind));
        }
        return ports;
    }

    private static void beside(Runnable other) {
        Thread thread = new Thread(other, "beside");
        thread.setDaemon(true);
        thread.start();
    }

    private void oneWay() {
        if (plays("source")) {
            Flows.pour(arguments, allConnected(Kind.PUSH), false);
        } else {
            Port sink = bound(Kind.PULL);
            if (plays("both")) {
                List<Port> source = List.of(connected(Kind.PUSH));
                beside(() -> Flows.pour(arguments, source, true));
            }
            Flows.drain(arguments, List.of(sink));
        }
    }

    private void roundTrip() {
        if (plays("answer")) {
            Trips.answer(arguments, bound(Kind.REP));
        } else if (plays("ask")) {
            Trips.ask(arguments, connected(Kind.REQ));
        } else {
            Port replies = bound(Kind.REP);
            Port requests = connected(Kind.REQ);
            beside(() -> Trips.answer(arguments, replies));
            Trips.ask(arguments, requests);
        }
    }

    private void fixedRate() {
        if (plays("source")) {
            Trips.keepRate(arguments, connected(Kind.PUSH));
        } else {
            Trips.late(arguments, bound(Kind.PULL));
        }
    }

    private void fanOut() {
        if (plays("source")) {
            Port port = library.open(Kind.PUB);
            String endpoint = port.bind(arguments.endpoint());
            Figures.tell("endpoint", endpoint);
            Flows.pour(arguments, List.of(port), false);
        } else {
            List<Port> ports = new ArrayList<>();
            for (int i = 0; i < arguments.count(); i++) {
                Port port = library.open(Kind.SUB);
                port.subscribe(new byte[0]);
                port.connect(arguments.endpoint());
                ports.add(port);
            }
            Flows.drain(arguments, ports);
        }
    }

    private void routed() {
        if (plays("answer")) {
            Port port = bound(Kind.ROUTER);
            while (true) {
                port.sendBack();
            }
        }
        Trips.askAll(arguments, allConnected(Kind.DEALER));
    }

    private void idle() {
        Crowds crowds = new Crowds(arguments, library);
        if (plays("source")) {
            crowds.connectAndWait();
        } else {
            // First, so that the driver knows what was there before.
            Figures.tellMemory();
            crowds.hearAndWait(bound(Kind.PULL));
        }
    }

    private void topics() {
        Crowds crowds = new Crowds(arguments, library);
        if (plays("source")) {
            crowds.publish(bound(Kind.PUB));
        } else {
            crowds.subscribe();
        }
    }
}
