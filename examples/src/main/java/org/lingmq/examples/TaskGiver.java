package org.lingmq.examples;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * ROUTER: gives every line that is typed to one of its REQ workers, each in turn, as the reply to its request for work.
 *
 * <p>Arguments: endpoint to bind, number of workers.
 */
final class TaskGiver {
    public static void main(String[] arguments) throws IOException {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5564";
        int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (Context context = Context.open();
                Socket router = context.socket(SocketType.ROUTER)) {
            System.out.println("bound " + router.bind(endpoint));
            Queue<Message> waiting = new ArrayDeque<>();
            for (String task = Keyboard.line(); task != null; task = Keyboard.line()) {
                if (waiting.isEmpty()) { // a new round, as soon as all have asked
                    router.stream().limit(workers).forEach(waiting::add);
                }
                router.send(reply(waiting.remove(), task));
            }
            for (int i = 0; i < workers; i++) {
                router.send(reply(waiting.isEmpty() ? router.receive() : waiting.remove(), "END"));
            }
        }
    }

    private static Message reply(Message request, String text) {
        return Message.builder().add(request.envelope()).add("").add(text).build();
    }
}
