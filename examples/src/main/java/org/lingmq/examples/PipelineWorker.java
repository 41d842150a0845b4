package org.lingmq.examples;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * PULL and PUSH: the middle of a pipeline; connects to both ends, so that workers may come and go.
 *
 * <p>Arguments: endpoint of the source, endpoint of the sink, name of this worker.
 */
final class PipelineWorker {
    public static void main(String[] arguments) {
        String source = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5557";
        String sink = arguments.length > 1 ? arguments[1] : "tcp://127.0.0.1:5558";
        String name = arguments.length > 2 ? arguments[2] : "worker";
        try (Context context = Context.open();
                Socket tasks = context.socket(SocketType.PULL);
                Socket results = context.socket(SocketType.PUSH)) {
            tasks.connect(source);
            results.connect(sink);
            for (Message task : tasks) {
                results.send(name + " did " + task.text());
            }
        }
    }
}
