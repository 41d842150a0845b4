package org.lingmq.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * ROUTER and DEALER: a station on the way from REQ to ROUTER; every ROUTER on the way adds the id of who came to it.
 *
 * <p>Arguments: endpoint to bind, endpoint of the next station, id.
 */
final class EnvelopeHop {
    public static void main(String[] arguments) {
        String endpoint = arguments.length > 0 ? arguments[0] : "tcp://127.0.0.1:5574";
        String next = arguments.length > 1 ? arguments[1] : "tcp://127.0.0.1:5561";
        String id = arguments.length > 2 ? arguments[2] : Socket.randomId();
        try (Context context = Context.open();
                Socket router = context.socket(SocketType.ROUTER);
                Socket dealer = context.socket(SocketType.DEALER);
                Poller poller = context.poller()) {
            System.out.println("bound " + router.bind(endpoint));
            dealer.set(Options.ROUTING_ID, id.getBytes(UTF_8));
            dealer.connect(next);
            poller.register(router, Poller.IN);
            poller.register(dealer, Poller.IN);
            while (true) {
                poller.poll(Options.FOREVER);
                if (poller.readable(router)) {
                    Message request = router.receive();
                    System.out.print(request.dump());
                    dealer.send(request);
                }
                if (poller.readable(dealer)) {
                    router.send(dealer.receive());
                }
            }
        }
    }
}
