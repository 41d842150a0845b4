package org.lingmq.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** ROUTER: which frames it gets from a REQ, from a DEALER and from a DEALER with a name. */
final class Envelopes implements Part {
    private static final String ENDPOINT = "inproc://envelopes";
    private static final String NAME = "Anna";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "envelopes";
    }

    @Override
    public String title() {
        return "ROUTER over inproc: the frames that tell it where an answer goes";
    }

    @Override
    public boolean readsText() {
        return false;
    }

    @Override
    public void run(Stage stage) {
        Screen screen = stage.screen();
        screen.line(
                "   A ROUTER puts the sender's id before each message; its answers go where their first frame says.");
        try (Context context = stage.backstage().context();
                Socket router = context.socket(SocketType.ROUTER);
                Socket request = context.socket(SocketType.REQ);
                Socket anonymous = context.socket(SocketType.DEALER);
                Socket named = context.socket(SocketType.DEALER)) {
            router.bind(ENDPOINT);
            named.set(Options.ROUTING_ID, NAME.getBytes(StandardCharsets.US_ASCII));
            List.of(request, anonymous, named).forEach(socket -> socket.connect(ENDPOINT));

            Message fromRequest = exchange(screen, request, router, "from a REQ");
            screen.line("   An id that the ROUTER made up, the empty frame that a REQ puts before its data, the data.");
            expect(fromRequest.size() == 3 && fromRequest.length(0) > 0 && fromRequest.length(1) == 0, fromRequest);

            Message fromAnonymous = exchange(screen, anonymous, router, "from a DEALER");
            screen.line("   An id that the ROUTER made up, the data.");
            expect(fromAnonymous.size() == 2 && fromAnonymous.length(0) > 0, fromAnonymous);

            Message fromNamed = exchange(screen, named, router, "from a DEALER with a name");
            screen.line("   The name is the id (option ROUTING_ID).");
            expect(fromNamed.size() == 2 && fromNamed.text(0).equals(NAME), fromNamed);
        }
        screen.checked("each got the answer that the ROUTER addressed to it.");
    }

    /** Sends a text to the router, prints what arrives there, and has it answered. */
    private static Message exchange(Screen screen, Socket sender, Socket router, String text) {
        sender.send(text);
        Message received = router.receive(PATIENCE);
        if (received == null) {
            throw new DemoFailure("The ROUTER did not get what was sent " + text + ".");
        }
        received.dump().lines().forEach(line -> screen.line("   " + line));
        int last = received.size() - 1;
        expect(received.text(last).equals(text), received);
        String answer = "to what came " + text;
        router.send(
                Message.builder().add(received.subMessage(0, last)).add(answer).build());
        Message answered = sender.receive(PATIENCE);
        if (answered == null || answered.size() != 1 || !answered.text().equals(answer)) {
            throw new DemoFailure("The sender of what came " + text + " got a wrong answer: " + answered + ".");
        }
        return received;
    }

    private static void expect(boolean right, Message message) {
        if (!right) {
            throw new DemoFailure("These are not the frames that a ROUTER should get: " + message + ".");
        }
    }
}
