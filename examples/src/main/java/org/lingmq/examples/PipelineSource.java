package org.lingmq.examples;

import java.io.IOException;
import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * PUSH: the start of a pipeline; gives every line that is typed to one worker as a task.
 *
 * <p>Arguments: endpoint to bind.
 */
final class PipelineSource {
    public static void main(String[] arguments) throws IOException {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5557";
        try (Context context = Context.open();
                Socket tasks = context.socket(SocketType.PUSH)) {
            System.out.println("bound " + tasks.bind(endpoint));
            for (String line = Keyboard.line(); line != null; line = Keyboard.line()) {
                tasks.send(line); // waits while no worker is there
            }
        }
    }
}
