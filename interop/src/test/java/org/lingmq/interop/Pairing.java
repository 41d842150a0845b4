package org.lingmq.interop;

import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** One LingMQ socket and one libzmq socket, for tests of a link between the two. */
final class Pairing implements AutoCloseable {
    static final String LOOPBACK = "tcp://127.0.0.1:*";

    /** How long anything that must happen may take on a loaded machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Context context = Context.open(ContextOptions.defaults().withName("interop"));
    final Runs received = new Runs();
    final PythonPeer python;
    final Socket ours;
    final PythonSocket theirs;
    final Events events;
    private final boolean ownPeer;

    /** Two sockets, libzmq's in a process of its own. */
    Pairing(SocketType our, SocketType their) {
        python = PythonPeer.start(received::news);
        ownPeer = true;
        ours = context.socket(our);
        events = Events.of(ours);
        theirs = python.socket(their.name());
    }

    /** Two sockets, libzmq's in a process that outlives the test; its type is one that libzmq knows. */
    Pairing(SocketType our, PythonPeer python, String their) {
        this.python = python;
        ownPeer = false;
        ours = context.socket(our);
        events = Events.of(ours);
        theirs = python.socket(their);
    }

    /** Binds one and connects the other; returns the endpoint. */
    String join(String wildcard, boolean weBind) {
        if (weBind) {
            String endpoint = ours.bind(wildcard);
            theirs.connect(endpoint);
            return endpoint;
        }
        String endpoint = theirs.bind(wildcard);
        ours.connect(endpoint);
        return endpoint;
    }

    /** Connects the two over tcp and waits for the handshake; returns the endpoint. */
    String connect(boolean weBind) throws InterruptedException {
        String endpoint = join(LOOPBACK, weBind);
        up();
        return endpoint;
    }

    /** Waits until a handshake is done. */
    MonitorEvent up() throws InterruptedException {
        return events.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
    }

    @Override
    public void close() {
        if (ownPeer) {
            python.close();
        } else {
            theirs.close(Duration.ZERO);
        }
        context.close(Duration.ZERO);
    }
}
