package consumer;

import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** One message over each transport; says from which path the library came. */
public final class Main {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Main() {}

    /** Ends with exit code 1 when a message does not arrive. */
    public static void main(String[] arguments) {
        for (String endpoint : new String[] {"tcp://127.0.0.1:*", "ipc://*", "inproc://consumer"}) {
            try (Context context = Context.open();
                    Socket sink = context.socket(SocketType.PULL);
                    Socket source = context.socket(SocketType.PUSH)) {
                source.connect(sink.bind(endpoint));
                source.send("hello");
                Message message = sink.receive(LIMIT);
                if (message == null || !message.text().equals("hello")) {
                    System.err.println(endpoint + ": no message in " + LIMIT);
                    System.exit(1);
                }
            }
        }
        Module library = Context.class.getModule();
        System.out.println(library.isNamed() ? "module " + library.getName() : "class path");
    }
}
