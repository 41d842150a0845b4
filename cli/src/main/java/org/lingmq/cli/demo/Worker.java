package org.lingmq.cli.demo;

import java.io.IOException;
import java.util.Map;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** One worker of the pipeline, a process of its own: takes a piece of text, counts its words, passes the counts on. */
final class Worker {
    /** How many pieces a worker takes ahead: few, so that most wait where they can still go to another one. */
    static final int PIECES_AHEAD = 4;

    /** Small, for the same reason: what lies in the kernel is lost with the worker. */
    static final int KERNEL_BUFFER_BYTES = 16 << 10;

    /** How the source's {@code peers()} knows a worker. */
    static final String NAME_PROPERTY = "X-Worker";

    private Worker() {}

    /**
     * Works until the process that started this one is gone.
     *
     * @param arguments own name, endpoint of the source, endpoint of the sink
     */
    public static void main(String[] arguments) {
        endWithParent();
        String name = arguments[0];
        try (Context context = Context.open();
                Socket pieces = context.socket(SocketType.PULL);
                Socket results = context.socket(SocketType.PUSH)) {
            results.connect(arguments[2]);
            pieces.set(Options.RCVHWM, PIECES_AHEAD).set(Options.RCVBUF, KERNEL_BUFFER_BYTES);
            pieces.set(Options.METADATA, Map.of(NAME_PROPERTY, name));
            pieces.connect(arguments[1]);
            for (Message piece : pieces) {
                String counts = Words.write(Words.count(piece.text(1)));
                results.send(Message.of(piece.text(0), name, counts));
            }
        }
    }

    /** Ends this process when its standard input ends: then the parent is done with it, or dead. */
    static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        Runtime.getRuntime().halt(0);
                    }
                    Runtime.getRuntime().halt(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
