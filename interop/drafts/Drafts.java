import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** Talks to a libzmq that was built with its drafts, each type in both roles; see README.md. */
public class Drafts {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static String library;
    private static String peer;
    private static int failed;
    private static int passed;

    /** A peer of libzmq's. */
    private static final class Peer implements AutoCloseable {
        private final Process process;
        private final PrintStream in;
        private final BufferedReader out;

        Peer(SocketType type) throws IOException {
            process = new ProcessBuilder("/usr/bin/python3", peer, library, type.name())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = new PrintStream(process.getOutputStream(), true);
            out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        }

        String ask(String line) throws IOException {
            in.println(line);
            return out.readLine();
        }

        void must(String line) throws IOException {
            String answer = ask(line);
            if (!"ok".equals(answer)) {
                throw new IOException(line + ": " + answer);
            }
        }

        @Override
        public void close() {
            in.println("quit");
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
    }

    private static void check(String what, Object expected, Object found) {
        if (expected.equals(found)) {
            passed++;
        } else {
            failed++;
            System.out.println(what + ": expected " + expected + ", found " + found);
        }
    }

    private static String endpoint(String transport, int port) {
        return transport.equals("ipc") ? "ipc:///tmp/lingmq-drafts-" + port : "tcp://127.0.0.1:" + port;
    }

    private static int port = 25_700;

    private interface Talk {
        void with(Socket ours, Peer theirs) throws IOException;
    }

    /** Both ways round, over tcp and ipc. */
    private static void pair(Context context, SocketType ours, SocketType theirs, Talk before, Talk talk)
            throws IOException {
        for (String transport : new String[] {"tcp", "ipc"}) {
            for (boolean binding : new boolean[] {true, false}) {
                String endpoint = endpoint(transport, port++);
                try (Socket socket = context.socket(ours);
                        Peer other = new Peer(theirs)) {
                    socket.set(Options.RCVTIMEO, LIMIT).set(Options.SNDTIMEO, LIMIT);
                    before.with(socket, other);
                    if (binding) {
                        socket.bind(endpoint);
                        other.must("connect " + endpoint);
                    } else {
                        other.must("bind " + endpoint);
                        socket.connect(endpoint);
                    }
                    talk.with(socket, other);
                } catch (IOException | RuntimeException e) {
                    failed++;
                    System.out.println(ours + " with libzmq's " + theirs + " over " + endpoint + ": " + e);
                }
            }
        }
    }

    private static void nothing(Socket ours, Peer theirs) {}

    private static void bothWays(Socket ours, Peer theirs) throws IOException {
        theirs.must("send from libzmq");
        check("received", "from libzmq", ours.receiveText());
        ours.send("from LingMQ");
        check("libzmq received", "message from LingMQ|", theirs.ask("recv"));
    }

    private static void weAnswer(Socket ours, Peer theirs) throws IOException {
        theirs.must("send question");
        weAnswerTheGreeting(ours, theirs);
    }

    private static void weAnswerTheGreeting(Socket ours, Peer theirs) throws IOException {
        Message question = ours.receive();
        ours.send(Message.of("answer to " + question.text()).withRoutingId(question.routingId()));
        check("libzmq received", "message answer to question|", theirs.ask("recv"));
    }

    private static void theyAnswer(Socket ours, Peer theirs) throws IOException {
        ours.send("question");
        check("libzmq received", "message question|", theirs.ask("recv"));
        theirs.must("reply answer");
        check("received", "answer", ours.receiveText());
    }

    private static void ourDish(Socket ours, Peer theirs) throws IOException {
        Message first = null;
        while (first == null) {
            // Until the RADIO has heard of the group.
            theirs.must("group news one");
            first = ours.receive(Duration.ofMillis(50));
        }
        check("received", "one of news", first.text() + " of " + first.group());
        theirs.must("group other two");
        theirs.must("group news three");
        Message next = ours.receive();
        while (next.text().equals("one")) {
            next = ours.receive();
        }
        check("received", "three", next.text());
    }

    private static void ourRadio(Socket ours, Peer theirs) throws IOException {
        // A bound DISH of libzmq's says what it joined when its application next calls it.
        theirs.in.println("recv");
        while (!theirs.out.ready()) {
            ours.send(Message.of("one").withGroup("news"));
        }
        check("libzmq received", "message one|news", theirs.out.readLine());
        ours.send(Message.of("two").withGroup("other"));
        ours.send(Message.of("three").withGroup("news"));
        String next = theirs.ask("recv");
        while (next.equals("message one|news")) {
            next = theirs.ask("recv");
        }
        check("libzmq received", "message three|news", next);
    }

    private static void udp(Context context, String endpoint) throws IOException {
        try (Socket dish = context.socket(SocketType.DISH);
                Peer radio = new Peer(SocketType.RADIO)) {
            dish.set(Options.RCVTIMEO, LIMIT);
            dish.bind(endpoint);
            dish.join("tv");
            radio.must("connect " + endpoint);
            radio.must("group other no");
            radio.must("group tv hello");
            Message message = dish.receive();
            check(endpoint, "hello of tv", message == null ? "nothing" : message.text() + " of " + message.group());
        }
        try (Socket radio = context.socket(SocketType.RADIO);
                Peer dish = new Peer(SocketType.DISH)) {
            dish.must("bind " + endpoint);
            dish.must("join tv");
            radio.connect(endpoint);
            radio.send(Message.of("no").withGroup("other"));
            radio.send(Message.of("hello").withGroup("tv"));
            check(endpoint, "message hello|tv", dish.ask("recv"));
        }
    }

    private static void greetings(Context context) throws IOException {
        pair(context, SocketType.CLIENT, SocketType.SERVER, (ours, theirs) -> ours.set(
                Options.HELLO_MSG, "hello".getBytes()), (ours, theirs) ->
                check("libzmq received", "message hello|", theirs.ask("recv")));
        pair(context, SocketType.SERVER, SocketType.CLIENT, (ours, theirs) -> theirs.must("hello hi there"),
                (ours, theirs) -> check("received", "hi there", ours.receiveText()));
        pair(context, SocketType.PEER, SocketType.PEER, (ours, theirs) -> {
            ours.set(Options.HELLO_MSG, "hello".getBytes());
            theirs.must("hello hi there");
        }, (ours, theirs) -> {
            check("received", "hi there", ours.receiveText());
            check("libzmq received", "message hello|", theirs.ask("recv"));
        });
        pair(context, SocketType.ROUTER, SocketType.DEALER, (ours, theirs) -> {
            ours.set(Options.HELLO_MSG, "hello".getBytes());
            theirs.must("hello hi there");
        }, (ours, theirs) -> {
            check("received", "hi there", ours.receive().text(1));
            check("libzmq received", "message hello|", theirs.ask("recv"));
        });
    }

    public static void main(String[] arguments) throws IOException {
        library = arguments[0];
        peer = arguments[1];
        try (Context context = Context.open(ContextOptions.defaults().withServerHello(true))) {
            pair(context, SocketType.SERVER, SocketType.CLIENT, Drafts::nothing, Drafts::weAnswer);
            pair(context, SocketType.CLIENT, SocketType.SERVER, Drafts::nothing, Drafts::theyAnswer);
            pair(context, SocketType.CHANNEL, SocketType.CHANNEL, Drafts::nothing, Drafts::bothWays);
            // A PEER of libzmq's that did not connect knows nobody until it is spoken to: it greets.
            pair(context, SocketType.PEER, SocketType.PEER, (ours, theirs) -> theirs.must("hello question"),
                    Drafts::weAnswerTheGreeting);
            pair(context, SocketType.SCATTER, SocketType.GATHER, Drafts::nothing, (ours, theirs) -> {
                ours.send("work");
                check("libzmq received", "message work|", theirs.ask("recv"));
            });
            pair(context, SocketType.GATHER, SocketType.SCATTER, Drafts::nothing, (ours, theirs) -> {
                theirs.must("send work");
                check("received", "work", ours.receiveText());
            });
            pair(context, SocketType.DISH, SocketType.RADIO, (ours, theirs) -> ours.join("news"), Drafts::ourDish);
            pair(context, SocketType.RADIO, SocketType.DISH, (ours, theirs) -> theirs.must("join news"),
                    Drafts::ourRadio);
            greetings(context);
            udp(context, "udp://127.0.0.1:" + port++);
            udp(context, "udp://127.0.0.1;239.192.7.9:" + port++);
        }
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }
}
