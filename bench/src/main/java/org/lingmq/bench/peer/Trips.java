package org.lingmq.bench.peer;

import java.nio.ByteBuffer;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Requests and their answers, and messages at a fixed rate: what takes how long. */
final class Trips {

    private Trips() {}

    /** Answers each request with itself, for ever. */
    static void answer(Arguments arguments, Library.Port port) {
        byte[] body = new byte[arguments.size()];
        ByteBuffer buffer = ByteBuffer.wrap(body);
        while (true) {
            port.receive(buffer);
            port.send(body);
        }
    }

    /** Asks and waits for the answer, again and again; tells half the time of each. */
    static void ask(Arguments arguments, Library.Port port) {
        byte[] body = new byte[arguments.size()];
        ByteBuffer buffer = ByteBuffer.allocate(arguments.size() + 1);
        Histogram halves = Figures.histogram();
        long firstNs = System.nanoTime();
        Figures.Window window = null;
        while (true) {
            long beforeNs = System.nanoTime();
            port.send(body);
            port.receive(buffer);
            long afterNs = System.nanoTime();
            // Also while warming up, or recording would be compiled when the window has begun.
            halves.recordValue((afterNs - beforeNs) / 2);
            if (window == null && afterNs - firstNs >= arguments.warmNs()) {
                halves.reset();
                window = new Figures.Window();
            } else if (window != null && afterNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(halves.getTotalCount());
                Figures.tell(halves);
                return;
            }
        }
    }

    /** Sends at the rate whatever happens; each message carries when it was due. */
    static void keepRate(Arguments arguments, Library.Port port) {
        byte[] body = new byte[arguments.size()];
        ByteBuffer writer = ByteBuffer.wrap(body);
        long startNs = System.nanoTime();
        for (long i = 0; ; i++) {
            long dueNs = startNs + (long) (i * 1e9 / arguments.rate());
            while (System.nanoTime() < dueNs) {
                Thread.yield();
            }
            writer.putLong(0, dueNs);
            port.send(body);
        }
    }

    /** Tells how long after it was due each message is here. */
    static void late(Arguments arguments, Library.Port port) {
        ByteBuffer buffer = ByteBuffer.allocate(arguments.size() + 1);
        Histogram late = Figures.histogram();
        long firstNs = 0;
        Figures.Window window = null;
        while (true) {
            port.receive(buffer);
            long nowNs = System.nanoTime();
            late.recordValue(Math.max(0, Math.min(nowNs - buffer.getLong(0), late.getHighestTrackableValue())));
            if (firstNs == 0) {
                firstNs = nowNs;
            } else if (window == null && nowNs - firstNs >= arguments.warmNs()) {
                late.reset();
                window = new Figures.Window();
            } else if (window != null && nowNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(late.getTotalCount());
                Figures.tell(late);
                return;
            }
        }
    }

    /** Has every port ask at once, then takes all answers, again and again. */
    static void askAll(Arguments arguments, List<Library.Port> ports) {
        byte[] body = new byte[arguments.size()];
        ByteBuffer buffer = ByteBuffer.allocate(arguments.size() + 1);
        long firstNs = System.nanoTime();
        long answers = 0;
        Figures.Window window = null;
        while (true) {
            for (Library.Port port : ports) {
                port.send(body);
            }
            for (Library.Port port : ports) {
                port.receive(buffer);
            }
            answers += ports.size();
            long nowNs = System.nanoTime();
            if (window == null && nowNs - firstNs >= arguments.warmNs()) {
                answers = 0;
                window = new Figures.Window();
            } else if (window != null && nowNs - window.beginNs() >= arguments.windowNs()) {
                window.tell(answers);
                return;
            }
        }
    }
}
