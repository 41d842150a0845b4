package org.lingmq.examples;

import java.io.IOException;
import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * PUB: sends every line that is typed to whoever has subscribed to its beginning at that moment.
 *
 * <p>Arguments: endpoint to bind.
 */
final class Publisher {
    public static void main(String[] arguments) throws IOException {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5556";
        try (Context context = Context.open();
                Socket publisher = context.socket(SocketType.PUB)) {
            System.out.println("bound " + publisher.bind(endpoint));
            for (String line = Keyboard.line(); line != null; line = Keyboard.line()) {
                publisher.send(line); // never waits: without subscribers it is gone
            }
        }
    }
}
