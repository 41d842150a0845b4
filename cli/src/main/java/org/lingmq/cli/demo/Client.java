package org.lingmq.cli.demo;

import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** One client, a process of its own: asks how often words occur and prints the answers. */
final class Client {
    private Client() {}

    /**
     * Asks one question after the other.
     *
     * @param arguments own name, endpoint of the server, words
     */
    public static void main(String[] arguments) {
        Worker.endWithParent();
        try (Context context = Context.open();
                Socket server = context.socket(SocketType.REQ)) {
            server.connect(arguments[1]);
            for (int i = 2; i < arguments.length; i++) {
                server.send(arguments[i]);
                System.out.println(arguments[i] + " " + server.receiveText());
            }
        }
    }
}
