package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * REQ: a worker that asks for a task, does it, and asks again.
 *
 * <p>Arguments: endpoint to connect to, name of this worker.
 */
final class TaskAsker {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5564";
        String name = arguments.length > 1 ? arguments[1] : "worker";
        try (Context context = Context.open();
                Socket requester = context.socket(SocketType.REQ)) {
            requester.connect(endpoint);
            int done = 0;
            requester.send("ready");
            for (String task = requester.receiveText(); !task.equals("END"); task = requester.receiveText()) {
                System.out.println(name + " does " + task);
                done++;
                requester.send("ready");
            }
            System.out.println(name + " did " + done);
        }
    }
}
