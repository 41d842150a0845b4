package org.lingmq.bench.jeromq;

import java.nio.ByteBuffer;
import org.lingmq.bench.peer.Library;
import org.lingmq.bench.peer.Peer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ. */
public final class JeroPeer implements Library {

    private final ZContext context = new ZContext();

    private JeroPeer() {
        context.getContext().setMaxSockets(32_768);
    }

    /** Runs the work that the words name. */
    public static void main(String[] words) {
        Peer.run(words, JeroPeer::new);
    }

    @Override
    public Port open(Kind kind) {
        // Only XPUB can be told not to drop.
        ZMQ.Socket socket = context.createSocket(kind == Kind.PUB ? SocketType.XPUB : SocketType.type(number(kind)));
        socket.setLinger(0);
        if (kind == Kind.PUB) {
            socket.setXpubNoDrop(true);
        }
        return new SocketPort(context, socket);
    }

    private static int number(Kind kind) {
        return SocketType.valueOf(kind.name()).type();
    }

    @Override
    public Port openUnlimited(Kind kind) {
        ZMQ.Socket socket = context.createSocket(SocketType.valueOf(kind.name()));
        socket.setLinger(0);
        socket.setHWM(0);
        return new SocketPort(context, socket);
    }

    @Override
    public String version() {
        String version = ZMQ.class.getPackage().getImplementationVersion();
        return "JeroMQ" + (version == null ? "" : " " + version) + " (as libzmq " + ZMQ.getVersionString() + ")";
    }

    @Override
    public void close() {
        context.close();
    }

    private record SocketPort(ZContext context, ZMQ.Socket socket) implements Port {

        @Override
        public String bind(String endpoint) {
            // Its own choice of a name holds any byte, line ends too. There is no file: its ipc is tcp on a port that
            // follows from the name.
            socket.bind(
                    endpoint.equals("ipc://*")
                            ? "ipc://bench-" + ProcessHandle.current().pid()
                            : endpoint);
            return socket.getLastEndpoint();
        }

        @Override
        public void connect(String endpoint) {
            socket.connect(endpoint);
        }

        @Override
        public void subscribe(byte[] prefix) {
            socket.subscribe(prefix);
        }

        @Override
        public void send(byte[] body) {
            socket.send(body);
        }

        @Override
        public void receive(ByteBuffer into) {
            into.clear().put(socket.recv());
        }

        @Override
        public void sendBack() {
            byte[] id = socket.recv();
            byte[] body = socket.recv();
            socket.sendMore(id);
            socket.send(body);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
