package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REQ: sends a request, waits for its reply, and so on. Start several at once.
 *
 * <p>Arguments: endpoint to connect to, name of this client, number of requests.
 */
final class HelloClient {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5555";
        String name = arguments.length > 1 ? arguments[1] : "client";
        int requests = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        try (Context context = Context.open();
                Socket requester = context.socket(SocketType.REQ)) {
            requester.connect(endpoint);
            System.out.println("asking " + endpoint + ", waiting until somebody answers there");
            for (int i = 1; i <= requests; i++) {
                requester.send("Hello " + name + " " + i);
                System.out.println("received " + requester.receiveText());
            }
        }
    }
}
