package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REP: answers every request with its name.
 *
 * <p>Arguments: endpoint to bind, name of this worker.
 */
final class DealerWorker {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5571";
        String name = arguments.length > 1 ? arguments[1] : "worker";
        try (Context context = Context.open();
                Socket replier = context.socket(SocketType.REP)) {
            System.out.println("bound " + replier.bind(endpoint));
            for (Message request : replier) {
                System.out.println("received " + request.text());
                replier.send(name);
            }
        }
    }
}
