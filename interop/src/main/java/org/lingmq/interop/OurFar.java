package org.lingmq.interop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;

/** LingMQ receives, on a thread of its own; a ROUTER sends everything back. */
final class OurFar implements Far {
    private static final Duration QUIET = Duration.ofMillis(200);

    private final Course course;
    private final Ledger ledger;
    private final Context context = Context.open();
    private final Socket socket;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<SocketStats> done = new CompletableFuture<>();

    /** Over inproc both sides share the context of the sender. */
    OurFar(Course course, Context sender, Ledger ledger) {
        this.course = course;
        this.ledger = ledger;
        Context shared = course.transport().equals("inproc") ? sender : context;
        socket = shared.socket(course.traffic().receiver);
        if (course.fault() != Course.Fault.NONE) {
            socket.set(Options.RCVBUF, FaultProxy.KERNEL_BYTES).set(Options.RECONNECT_IVL_MAX, SendingLeg.RECONNECT);
            socket.set(Options.HANDSHAKE_IVL, SendingLeg.HANDSHAKE);
        }
        if (socket.type() == SocketType.SUB) {
            socket.subscribe("");
        }
    }

    @Override
    public String open(String endpoint) {
        String known = endpoint;
        if (endpoint == null) {
            known = socket.bind(course.wildcard());
        } else {
            socket.connect(endpoint);
        }
        Thread thread = new Thread(this::run, "receiver of " + course.sending());
        thread.setDaemon(true);
        thread.start();
        return known;
    }

    private void run() {
        try {
            receive();
            done.complete(socket.stats());
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void receive() {
        int envelope = socket.type() == SocketType.ROUTER ? 1 : 0;
        while (true) {
            boolean last = over.get();
            Message message = socket.receive(QUIET);
            if (message != null) {
                ledger.arrived(NumberedMessage.read(message, envelope).number());
                if (envelope > 0) {
                    socket.send(message);
                }
            } else if (last) {
                return;
            }
        }
    }

    /** It is never killed. */
    @Override
    public long bytesHeld() {
        return 0;
    }

    @Override
    public String problem() {
        return done.isCompletedExceptionally()
                ? "the receiver: " + done.handle((stats, e) -> e).join()
                : null;
    }

    @Override
    public SocketStats stop() throws InterruptedException, ExecutionException {
        over.set(true);
        return done.get();
    }

    @Override
    public void close() {
        context.close(Duration.ZERO);
    }
}
