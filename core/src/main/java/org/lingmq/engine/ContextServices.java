package org.lingmq.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEvent;
import org.lingmq.ZmqException;
import org.lingmq.io.Clock;
import org.lingmq.io.Gauge;
import org.lingmq.io.IoThread;
import org.lingmq.lane.ChunkPool;
import org.lingmq.socket.SocketCore;
import org.lingmq.socket.SocketHost;
import org.lingmq.spi.Resolver;
import org.lingmq.transport.HandshakeGate;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/** What the sockets of one context share. Any thread. */
final class ContextServices implements SocketHost {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");
    private static final int EVENTS_WAITING = 10_000;
    private static final int LOOKUPS_AT_ONCE = 4;
    private static final long TRIM_NS = TimeUnit.SECONDS.toNanos(5);

    private final ChunkPool pool = ChunkPool.ofHeap();
    private final HandshakeGate gate;
    private final ContextOptions options;
    private final Map<String, Transport> transports;
    private final Consumer<SocketCore> gone;
    private final List<IoThread> ioThreads = new ArrayList<>();
    private final Gauge turn = new Gauge();
    private final Gauge pipes = new Gauge();
    private final SecureRandom random = new SecureRandom();
    private final Resolver resolver;
    private final EventLog log = new EventLog();
    private final Gauge eventsWaiting = new Gauge();
    private final ThreadPoolExecutor events;
    private final ThreadPoolExecutor lookups;
    private final ThreadPoolExecutor completions;

    ContextServices(
            ContextOptions options,
            String name,
            Map<String, Transport> transports,
            Resolver resolver,
            Consumer<SocketCore> gone) {
        this.transports = transports;
        this.resolver = resolver;
        this.gone = gone;
        gate = new HandshakeGate(options.handshakesAtOnce());
        this.options = options;
        events = pool(1, named(name + "-events", options.threadFactory()));
        completions = pool(1, named(name + "-futures", options.threadFactory()));
        lookups = pool(LOOKUPS_AT_ONCE, named(name + "-lookup", options.threadFactory()));
        try {
            for (int i = 0; i < options.ioThreads(); i++) {
                IoThread io = new IoThread(Clock.SYSTEM);
                ioThreads.add(io);
                io.start(named(name + "-io-" + i, options.threadFactory()));
            }
        } catch (IOException e) {
            stop();
            throw new ZmqException(ErrorCode.EMFILE, "an I/O thread could not open its selector: " + e.getMessage(), e);
        }
        log.start(ioThreads.get(0));
        ioThreads.get(0).execute(this::trimLater);
    }

    private void trimLater() {
        ioThreads.get(0).schedule(TRIM_NS, () -> {
            pool.trim();
            trimLater();
        });
    }

    private static ThreadPoolExecutor pool(int threads, ThreadFactory factory) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static ThreadFactory named(String name, ThreadFactory given) {
        return task -> {
            Thread thread = given == null ? new Thread(task) : given.newThread(task);
            thread.setName(name);
            if (given == null) {
                thread.setDaemon(true);
            }
            return thread;
        };
    }

    /** Ends the threads; links that are still there are closed with them. */
    void stop() {
        ioThreads.forEach(IoThread::stop);
        ioThreads.forEach(io -> io.join(1_000));
        events.shutdown();
        completions.shutdown();
        lookups.shutdownNow();
        log.end();
    }

    @Override
    public ContextOptions options() {
        return options;
    }

    @Override
    public ChunkPool pool() {
        return pool;
    }

    @Override
    public HandshakeGate gate() {
        return gate;
    }

    @Override
    public IoThread nextIoThread() {
        return ioThreads.get((int) (turn.add(1) % ioThreads.size()));
    }

    @Override
    public long nextPipeId() {
        return pipes.add(1);
    }

    @Override
    public Transport transport(String scheme) {
        return transports.get(scheme);
    }

    @Override
    public Surroundings surroundings(SocketSide side, IoThread io, OptionValues options) {
        return new Surroundings(side, io, options, gate, resolver, lookups, random, this.options.strict());
    }

    @Override
    public void dispatch(String socket, Runnable listenerCall, boolean last) {
        if (eventsWaiting.add(1) > EVENTS_WAITING && !last) {
            eventsWaiting.add(-1);
            log.unheard(socket);
            return;
        }
        events.execute(() -> {
            eventsWaiting.add(-1);
            try {
                listenerCall.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "a monitor listener failed", e);
            }
        });
    }

    @Override
    public void complete(Runnable completion) {
        completions.execute(completion);
    }

    @Override
    public void gone(SocketCore socket) {
        gone.accept(socket);
    }

    @Override
    public int randomInt() {
        return random.nextInt();
    }

    @Override
    public long wallClockMs() {
        return System.currentTimeMillis();
    }

    @Override
    public void log(String socket, MonitorEvent event) {
        log.write(socket, event);
    }
}
