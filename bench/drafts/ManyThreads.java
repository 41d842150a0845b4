import java.util.Locale;
import java.util.concurrent.SynchronousQueue;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/**
 * CLIENT and SERVER used by many threads: threads of one process, 64 bytes over tcp. Prints one figure: messages per
 * second, or microseconds per round trip. What it does, many-threads.c does too.
 *
 * <p>ManyThreads through SENDERS RECEIVERS MESSAGES | ManyThreads round MESSAGES | ManyThreads split MESSAGES
 */
public class ManyThreads {

    private static final byte[] BODY = new byte[64];

    public static void main(String[] arguments) throws InterruptedException {
        try (Context context = Context.open();
                Socket client = context.socket(SocketType.CLIENT);
                Socket server = context.socket(SocketType.SERVER)) {
            client.connect(server.bind("tcp://127.0.0.1:*"));
            int messages = Integer.parseInt(arguments[arguments.length - 1]);
            double figure =
                    switch (arguments[0]) {
                        case "through" ->
                            through(
                                    client,
                                    server,
                                    Integer.parseInt(arguments[1]),
                                    Integer.parseInt(arguments[2]),
                                    messages);
                        case "round" -> round(client, server, messages, false);
                        default -> round(client, server, messages, true);
                    };
            System.out.println(String.format(Locale.ROOT, "%.3f", figure));
        }
    }

    /** Messages per second through one pair of sockets, with so many threads at each end. */
    private static double through(Socket client, Socket server, int senders, int receivers, int messages)
            throws InterruptedException {
        Thread warmUp = new Thread(() -> send(client, messages / 10));
        warmUp.start();
        receive(server, messages / 10);
        warmUp.join();
        Thread[] threads = new Thread[senders + receivers];
        long began = System.nanoTime();
        for (int i = 0; i < threads.length; i++) {
            boolean sends = i < senders;
            threads[i] = new Thread(() -> {
                if (sends) {
                    send(client, messages / senders);
                } else {
                    receive(server, messages / receivers);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return messages * 1e9 / (System.nanoTime() - began);
    }

    private static void send(Socket socket, int messages) {
        for (int i = 0; i < messages; i++) {
            socket.send(BODY);
        }
    }

    private static void receive(Socket socket, int messages) {
        for (int i = 0; i < messages; i++) {
            socket.receive();
        }
    }

    /** Microseconds per request and answer; split: one thread asks and another takes the answers, on one socket. */
    private static double round(Socket client, Socket server, int messages, boolean split) throws InterruptedException {
        Thread answers = new Thread(() -> {
            try {
                while (true) {
                    Message request = server.receive();
                    server.send(Message.of(BODY).withRoutingId(request.routingId()));
                }
            } catch (ZmqException closed) {
                // The end.
            }
        });
        answers.start();
        long began = 0;
        if (split) {
            SynchronousQueue<Message> came = new SynchronousQueue<>();
            Thread takes = new Thread(() -> {
                try {
                    for (int i = 0; i < messages; i++) {
                        came.put(client.receive());
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            takes.start();
            for (int i = 0; i < messages; i++) {
                began = i == messages / 5 ? System.nanoTime() : began;
                client.send(BODY);
                came.take();
            }
        } else {
            for (int i = 0; i < messages; i++) {
                began = i == messages / 5 ? System.nanoTime() : began;
                client.send(BODY);
                client.receive();
            }
        }
        double figure = (System.nanoTime() - began) / 1e3 / (messages - messages / 5);
        server.close();
        answers.join();
        return figure;
    }
}
