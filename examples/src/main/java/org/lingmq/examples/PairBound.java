package org.lingmq.examples;

import java.io.IOException;
import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * PAIR: talks with one peer, without the turns of REQ and REP; here two messages come back for every line typed.
 *
 * <p>Arguments: endpoint to bind.
 */
final class PairBound {
    public static void main(String[] arguments) throws IOException {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5559";
        try (Context context = Context.open();
                Socket pair = context.socket(SocketType.PAIR)) {
            System.out.println("bound " + pair.bind(endpoint));
            for (String line = Keyboard.line(); line != null; line = Keyboard.line()) {
                pair.send(line);
                System.out.println(pair.receiveText());
                System.out.println(pair.receiveText());
            }
        }
    }
}
