package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REP: answers one request after the other, each after some time of work.
 *
 * <p>Arguments: endpoint to bind, milliseconds of work per request.
 */
final class HelloServer {
    public static void main(String[] arguments) throws InterruptedException {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5555";
        long workMs = arguments.length > 1 ? Long.parseLong(arguments[1]) : 2000;
        try (Context context = Context.open();
                Socket replier = context.socket(SocketType.REP)) {
            System.out.println("bound " + replier.bind(endpoint));
            for (Message request : replier) {
                System.out.println("received " + request.text());
                Thread.sleep(workMs); // the work; the other clients wait for their turn
                replier.send(request.text().replace("Hello", "World"));
            }
        }
    }
}
