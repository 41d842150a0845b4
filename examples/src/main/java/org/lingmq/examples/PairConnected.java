package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * PAIR: the other end; answers every message with two.
 *
 * <p>Arguments: endpoint to connect to.
 */
final class PairConnected {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5559";
        try (Context context = Context.open();
                Socket pair = context.socket(SocketType.PAIR)) {
            pair.connect(endpoint);
            int count = 0;
            for (Message message : pair) {
                count++;
                pair.send("got " + message.text());
                pair.send("that makes " + count);
            }
        }
    }
}
