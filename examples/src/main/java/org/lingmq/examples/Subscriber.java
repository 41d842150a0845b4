package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * SUB: prints the messages that begin with one of its prefixes; '' is all messages, no prefix none.
 *
 * <p>Arguments: endpoint to connect to, any number of prefixes.
 */
final class Subscriber {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5556";
        try (Context context = Context.open();
                Socket subscriber = context.socket(SocketType.SUB)) {
            subscriber.connect(endpoint);
            for (int i = 1; i < arguments.length; i++) {
                subscriber.subscribe(arguments[i]);
            }
            for (Message message : subscriber) {
                System.out.println("received " + message.text());
            }
        }
    }
}
