package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * PULL: the end of a pipeline; collects the results of all workers.
 *
 * <p>Arguments: endpoint to bind.
 */
final class PipelineSink {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5558";
        try (Context context = Context.open();
                Socket results = context.socket(SocketType.PULL)) {
            System.out.println("bound " + results.bind(endpoint));
            for (Message result : results) {
                System.out.println(result.text());
            }
        }
    }
}
