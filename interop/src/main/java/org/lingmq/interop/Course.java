package org.lingmq.interop;

import org.lingmq.SocketType;

/**
 * What a leg of the soak goes through.
 *
 * @param traffic which sockets
 * @param transport {@code tcp}, {@code ipc} or {@code inproc}
 * @param nearBinds whether the side that counts binds; it connects otherwise
 * @param libzmq whether the other side is libzmq
 * @param fault what happens to connections
 */
record Course(Traffic traffic, String transport, boolean nearBinds, boolean libzmq, Fault fault) {

    /** Who sends to whom. */
    enum Traffic {
        PIPELINE(SocketType.PUSH, SocketType.PULL),
        /** There and back. */
        ECHO(SocketType.DEALER, SocketType.ROUTER),
        TOPICS(SocketType.PUB, SocketType.SUB);

        final SocketType sender;
        final SocketType receiver;

        Traffic(SocketType sender, SocketType receiver) {
            this.sender = sender;
            this.receiver = receiver;
        }
    }

    /** What happens to connections, again and again. */
    enum Fault {
        NONE(""),
        /** Each is reset after a random number of bytes, in the middle of whatever it carries then. */
        RESET(", reset"),
        /** The process at the other end is killed after a random time, and another one takes its place. */
        KILL(", killed");

        private final String text;

        Fault(String text) {
            this.text = text;
        }
    }

    /** An endpoint to bind; no other leg has it. */
    String wildcard() {
        return switch (transport) {
            case "tcp" -> "tcp://127.0.0.1:*";
            case "ipc" -> "ipc://*";
            default -> transport + "://" + traffic;
        };
    }

    /** How the table calls the leg in which LingMQ sends. */
    String sending() {
        return title(traffic.sender + bound(nearBinds), (libzmq ? "libzmq's " : "") + traffic.receiver);
    }

    /** How the table calls the leg in which libzmq sends. */
    String receiving() {
        return title("libzmq's " + traffic.sender, traffic.receiver + bound(nearBinds));
    }

    private String title(String from, String to) {
        return from + " to " + to + ", " + transport + fault.text;
    }

    private static String bound(boolean binds) {
        return binds ? " (bound)" : "";
    }
}
