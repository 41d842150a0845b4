package org.lingmq.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REQ: sends one request under an id of its own, which a ROUTER shows in front of it.
 *
 * <p>Arguments: endpoint to connect to, id.
 */
final class EnvelopeClient {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5561";
        String id = arguments.length > 1 ? arguments[1] : Socket.randomId();
        try (Context context = Context.open();
                Socket requester = context.socket(SocketType.REQ)) {
            requester.set(Options.ROUTING_ID, id.getBytes(UTF_8));
            requester.connect(endpoint);
            System.out.println("id " + id);
            requester.send("Hello");
            System.out.println(requester.receiveText());
        }
    }
}
