package org.lingmq.examples;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * DEALER: sends many requests to several REP workers at once and counts the replies of each.
 *
 * <p>Arguments: endpoints to connect to.
 */
final class DealerClient {
    public static void main(String[] arguments) {
        List<String> endpoints = arguments.length > 0
                ? List.of(arguments)
                : List.of("tcp://127.0.0.1:5571", "tcp://127.0.0.1:5572", "tcp://127.0.0.1:5573");
        int requests = 10 * endpoints.size();
        try (Context context = Context.open();
                Socket dealer = context.socket(SocketType.DEALER)) {
            endpoints.forEach(dealer::connect);
            for (int i = 1; i <= requests; i++) {
                dealer.send(Message.of("", "request " + i)); // REP wants the empty frame in front
            }
            Map<String, Integer> replies = new TreeMap<>();
            for (int i = 1; i <= requests; i++) {
                replies.merge(dealer.receive().body().text(), 1, Integer::sum);
            }
            replies.forEach((worker, count) -> System.out.println(worker + " answered " + count));
        }
    }
}
