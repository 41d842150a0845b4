package org.lingmq.bench.peer;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.LingMQ;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** LingMQ. */
final class LingLibrary implements Library {

    private final Context context = Context.open(ContextOptions.defaults());

    @Override
    public Port open(Kind kind) {
        Socket socket = context.socket(SocketType.valueOf(kind.name()));
        socket.set(Options.LINGER, Duration.ZERO);
        if (kind == Kind.PUB) {
            socket.set(Options.XPUB_NODROP, true);
        }
        return new SocketPort(socket);
    }

    @Override
    public Port openUnlimited(Kind kind) {
        Socket socket = context.socket(SocketType.valueOf(kind.name()));
        socket.set(Options.LINGER, Duration.ZERO).set(Options.SNDHWM, 0).set(Options.RCVHWM, 0);
        return new SocketPort(socket);
    }

    @Override
    public String version() {
        return "LingMQ " + LingMQ.version();
    }

    @Override
    public void close() {
        context.close();
    }

    private record SocketPort(Socket socket) implements Port {

        @Override
        public String bind(String endpoint) {
            return socket.bind(endpoint);
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
            socket.receive(into.clear());
        }

        @Override
        public void sendBack() {
            socket.send(socket.receive());
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
