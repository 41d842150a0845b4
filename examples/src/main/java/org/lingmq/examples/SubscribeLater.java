package org.lingmq.examples;

import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * SUB: shows that nothing comes without a subscription, and that what was sent before it stays away.
 *
 * <p>Arguments: endpoint to connect to, milliseconds before it subscribes.
 */
final class SubscribeLater {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5556";
        long waitMs = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5000;
        try (Context context = Context.open();
                Socket subscriber = context.socket(SocketType.SUB)) {
            subscriber.connect(endpoint);
            Message early = subscriber.receive(Duration.ofMillis(waitMs));
            System.out.println(early == null ? "nothing without a subscription" : "too early: " + early.text());
            subscriber.subscribe("");
            for (Message message : subscriber) {
                System.out.println("received " + message.text());
            }
        }
    }
}
