package org.lingmq.interop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** DEALER to ROUTER and back, a window of messages under way; nothing may be lost. */
final class EchoLeg implements Soak.Leg {
    private static final int WINDOW = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String endpoint;

    EchoLeg(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Soak.Result run(long endNs) throws Exception {
        try (Context context = Context.open();
                Socket router = context.socket(SocketType.ROUTER);
                Socket dealer = context.socket(SocketType.DEALER)) {
            dealer.connect(router.bind(endpoint));
            CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(router));
            long sent = 0;
            long received = 0;
            String problem = null;
            while (problem == null && (System.nanoTime() < endNs || received < sent)) {
                while (sent - received < WINDOW && System.nanoTime() < endNs) {
                    dealer.send(NumberedMessage.make(2, sent++, 4, 900));
                }
                Message message = received < sent ? dealer.receive(PATIENCE) : null;
                if (message == null && received < sent) {
                    problem = "message " + received + " did not come back in " + PATIENCE.toSeconds() + " s";
                } else if (message != null && NumberedMessage.read(message, 0).number() != received++) {
                    problem = "message " + (received - 1) + " is not the one that came in its place";
                }
            }
            dealer.send(Message.of("end"));
            echo.get();
            String name = "DEALER to ROUTER and back, " + endpoint.substring(0, endpoint.indexOf(':'));
            return new Soak.Result(name, sent, received, sent - received, 0, problem);
        }
    }

    private static void echo(Socket router) {
        while (true) {
            Message message = router.receive();
            if (message.size() == 2 && message.length(1) == 3) {
                return;
            }
            router.send(message);
        }
    }
}
