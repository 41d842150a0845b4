package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REP: a worker that connects to a broker; its clients need not know where it is.
 *
 * <p>Arguments: endpoint to connect to, name of this worker.
 */
final class BrokerWorker {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5566";
        String name = arguments.length > 1 ? arguments[1] : "worker";
        try (Context context = Context.open();
                Socket replier = context.socket(SocketType.REP)) {
            replier.connect(endpoint);
            for (Message request : replier) {
                System.out.println("received " + request.text());
                replier.send(request.text().replace("Hello", "World") + " from " + name);
            }
        }
    }
}
