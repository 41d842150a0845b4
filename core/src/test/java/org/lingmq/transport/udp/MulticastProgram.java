package org.lingmq.transport.udp;

import static org.lingmq.transport.udp.RadioDishUdpTest.message;

import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** What {@link MulticastTest} runs in a network of its own. */
final class MulticastProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private MulticastProgram() {}

    public static void main(String[] arguments) {
        for (String endpoint : new String[] {
            "udp://m0;239.1.2.3:*",
            "udp://10.77.0.1;239.1.2.3:*",
            "udp://*;239.1.2.3:*",
            "udp://239.1.2.3:*",
            "udp://m0;[ff02::1234]:*",
            "udp://[ff02::1234%m0]:*",
            "udp://[ff15::1234]:*"
        }) {
            System.out.println(endpoint + " " + group(endpoint));
        }
    }

    /** What two members of a group get of a sender that must not be heard here, and of one that may be. */
    private static String group(String endpoint) {
        try (Context context = Context.open();
                Socket one = dish(context);
                Socket other = dish(context);
                Socket unheard = context.socket(SocketType.RADIO);
                Socket heard = context.socket(SocketType.RADIO)) {
            String bound = one.bind(endpoint);
            other.bind(bound);
            unheard.set(Options.MULTICAST_LOOP, false).connect(bound);
            heard.connect(bound);
            StringBuilder got = new StringBuilder();
            unheard.send(message("TV", "unheard"));
            heard.send(message("TV", "heard"));
            unheard.send(message("TV", "unheard"));
            heard.send(message("TV", "again"));
            for (Socket dish : new Socket[] {one, other}) {
                for (int i = 0; i < 2; i++) {
                    Message message = dish.receive();
                    got.append(message == null ? "nothing" : message.text()).append(' ');
                }
            }
            return got + "sent " + unheard.stats().messagesSent();
        }
    }

    private static Socket dish(Context context) {
        Socket dish = context.socket(SocketType.DISH).set(Options.RCVTIMEO, PATIENCE);
        dish.join("TV");
        return dish;
    }
}
