package org.lingmq.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** HELLO_MSG: a worker tells a ROUTER that it is there, again after the ROUTER was restarted, by itself. */
final class Greeting implements Part {
    private static final String NAME = "worker-1";
    private static final String HELLO = "ready";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(20);

    @Override
    public String name() {
        return "greeting";
    }

    @Override
    public String title() {
        return "HELLO_MSG over tcp: a worker greets a ROUTER, again after its restart";
    }

    @Override
    public boolean readsText() {
        return false;
    }

    @Override
    public void run(Stage stage) {
        Screen screen = stage.screen();
        screen.line("   The worker is a DEALER with the option HELLO_MSG \"%s\"; it never calls send.", HELLO);
        try (Context context = stage.backstage().context();
                Socket worker = context.socket(SocketType.DEALER)) {
            worker.set(Options.ROUTING_ID, NAME.getBytes(StandardCharsets.US_ASCII))
                    .set(Options.HELLO_MSG, HELLO.getBytes(StandardCharsets.US_ASCII))
                    .set(Options.RECONNECT_IVL, SOON)
                    .set(Options.RECONNECT_IVL_MAX, SOON);
            String endpoint;
            try (Socket router = context.socket(SocketType.ROUTER)) {
                endpoint = router.bind("tcp://127.0.0.1:*");
                worker.connect(endpoint);
                hear(screen, router, "The ROUTER hears");
            }
            screen.line("   The ROUTER is closed. Another one takes its place.");
            try (Socket router = context.socket(SocketType.ROUTER)) {
                router.bind(endpoint);
                hear(screen, router, "The new ROUTER hears");
            }
        }
        screen.checked("both ROUTERs were greeted first, and once.");
    }

    /** Takes the greeting, prints it and checks that it is all there is. */
    private static void hear(Screen screen, Socket router, String who) {
        Message greeting = router.receive(PATIENCE);
        if (greeting == null) {
            throw new DemoFailure("The worker greeted nobody.");
        }
        screen.line("   %s: %s", who, String.join(" ", greeting.texts()));
        if (greeting.size() != 2
                || !greeting.text(0).equals(NAME)
                || !greeting.text(1).equals(HELLO)
                || router.receive(Duration.ZERO) != null) {
            throw new DemoFailure("That is not the worker's greeting: " + greeting + ".");
        }
    }
}
