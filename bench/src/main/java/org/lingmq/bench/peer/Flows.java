package org.lingmq.bench.peer;

import java.nio.ByteBuffer;
import java.util.List;

/** Sending and receiving as fast as it goes: one way, to many, from many. */
final class Flows {

    private Flows() {}

    /** Receives from all in turn; tells what came in the window. */
    static void drain(Arguments arguments, List<Library.Port> ports) {
        ByteBuffer buffer = ByteBuffer.allocate(arguments.size() + 1);
        Library.Port[] all = ports.toArray(new Library.Port[0]);
        int stride = arguments.stride();
        int next = 0;
        long firstNs = 0;
        long messages = 0;
        Figures.Window window = null;
        for (long i = 0; ; i++) {
            all[next].receive(buffer);
            next = next + 1 == all.length ? 0 : next + 1;
            messages++;
            if (i % stride != 0) {
                continue;
            }
            long nowNs = System.nanoTime();
            if (firstNs == 0) {
                firstNs = nowNs;
            } else if (window == null && nowNs - firstNs >= arguments.warmNs()) {
                messages = 0;
                window = new Figures.Window();
            } else if (window != null && nowNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(messages);
                return;
            }
        }
    }

    /** Sends to all in turn for ever; tells what went in the window, unless told to be quiet. */
    static void pour(Arguments arguments, List<Library.Port> ports, boolean quiet) {
        byte[] body = new byte[arguments.size()];
        Library.Port[] all = ports.toArray(new Library.Port[0]);
        int stride = arguments.stride();
        int next = 0;
        long firstNs = System.nanoTime();
        long messages = 0;
        Figures.Window window = null;
        boolean told = quiet;
        for (long i = 0; ; i++) {
            all[next].send(body);
            next = next + 1 == all.length ? 0 : next + 1;
            messages++;
            if (told || i % stride != 0) {
                continue;
            }
            long nowNs = System.nanoTime();
            if (window == null && nowNs - firstNs >= arguments.warmNs()) {
                messages = 0;
                window = new Figures.Window();
            } else if (window != null && nowNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(messages);
                told = true;
            }
        }
    }
}
