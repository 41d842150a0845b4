package org.lingmq.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lingmq.SocketStats;

/** libzmq receives, in a process that may be killed and replaced; a ROUTER sends everything back. */
final class LibzmqFar implements Far {
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MANY = Long.MAX_VALUE;
    private static final int WATER_MARK = 100;
    private static final int UNTOLD = 100;
    private static final int READ_AHEAD_BYTES = 8 << 10;

    private final Course course;
    private final Ledger ledger;
    private final ExecutorService keeper = Executors.newSingleThreadExecutor();
    private Future<?> task;
    private PythonPeer python;
    private PythonSocket socket;
    private String bound;
    private String connected;
    private Path folder;

    LibzmqFar(Course course, Ledger ledger) {
        this.course = course;
        this.ledger = ledger;
    }

    @Override
    public String open(String endpoint) {
        connected = endpoint;
        start();
        return bound;
    }

    private void start() {
        python = PythonPeer.start(this::news);
        String type = course.traffic().receiver.name();
        socket = python.socket(type).set("RCVHWM", WATER_MARK).set("RCVBUF", FaultProxy.KERNEL_BYTES);
        socket.set("HANDSHAKE_IVL", (int) SendingLeg.HANDSHAKE.toMillis());
        if (type.equals("SUB")) {
            socket.set("SUBSCRIBE", new byte[0]);
        }
        if (connected != null) {
            socket.connect(connected);
        } else {
            bound = socket.bind(bound == null ? free() : bound);
        }
        if (type.equals("ROUTER")) {
            socket.answer(FOREVER, MANY);
        } else {
            socket.consume(FOREVER, MANY);
        }
    }

    /** An endpoint to bind; a killed process leaves files that are ours to delete. */
    private String free() {
        if (!course.transport().equals("ipc")) {
            return course.wildcard();
        }
        try {
            folder = Files.createTempDirectory("soak");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "ipc://" + folder.resolve("socket");
    }

    private void news(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("run")) {
            ledger.arrived(Long.parseLong(words[2]), Long.parseLong(words[3]));
        } else {
            ledger.fail(line);
        }
    }

    @Override
    public void kill() {
        task = keeper.submit(python::kill);
    }

    @Override
    public void revive() {
        task = keeper.submit(this::start);
    }

    /** What libzmq has read and queued, and what was received from it and not told. */
    @Override
    public long bytesHeld() {
        return READ_AHEAD_BYTES + (WATER_MARK + UNTOLD) * SendingLeg.MOST_BYTES;
    }

    @Override
    public String problem() {
        if (task == null || !task.isDone()) {
            return null;
        }
        try {
            task.get();
            return null;
        } catch (InterruptedException | ExecutionException e) {
            return "libzmq's process: " + e;
        }
    }

    @Override
    public SocketStats stop() throws InterruptedException, ExecutionException {
        if (task != null) {
            task.get();
        }
        socket.stop(PATIENCE);
        return null;
    }

    @Override
    public void close() {
        keeper.shutdownNow();
        python.close();
        try {
            if (folder != null) {
                Files.deleteIfExists(folder.resolve("socket"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
