package org.lingmq.examples;

import java.util.List;
import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REQ: connected to several servers, it asks one after the other.
 *
 * <p>Arguments: endpoints to connect to.
 */
final class RoundRobinClient {
    public static void main(String[] arguments) {
        List<String> endpoints = arguments.length > 0
                ? List.of(arguments)
                : List.of("tcp://127.0.0.1:5561", "tcp://127.0.0.1:5562", "tcp://127.0.0.1:5563");
        try (Context context = Context.open();
                Socket requester = context.socket(SocketType.REQ)) {
            endpoints.forEach(requester::connect);
            for (int i = 1; i <= 2 * endpoints.size(); i++) {
                requester.send("request " + i);
                System.out.println(requester.receiveText());
            }
        }
    }
}
