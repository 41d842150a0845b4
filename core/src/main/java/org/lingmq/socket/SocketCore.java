package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.MonitorEventType;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Gauge;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Pattern;
import org.lingmq.pattern.PatternHost;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.SocketSide;

/**
 * The inside of one socket: its entry, mail, pipes and endpoints.
 *
 * <p>Whoever holds the entry owns everything plain in here: a caller inside a call, or the home I/O thread for a moment
 * while nobody is inside. After {@link #close} the home I/O thread alone handles what still comes.
 */
public final class SocketCore implements SocketSide, PatternHost {

    private final SocketHost host;
    private final SocketType type;
    private final String name;
    private final IoThread home;
    private final OptionValues options;
    private final Pattern pattern;
    private final Monitoring monitoring;
    private final Endpoints endpoints;

    private final Lobby lobby;
    private final Gauge outstanding = new Gauge();
    private final Losses losses = new Losses();

    private final List<Pipe> pipes = new ArrayList<>(1);
    private final List<Pipe> endedPipes = new ArrayList<>();
    private final GoneTotals gone = new GoneTotals();
    private final LeftBehind leftBehind = new LeftBehind();
    private final Reports reports;
    private boolean closed;

    SocketCore(SocketHost host, SocketType type, String name, OptionValues options) {
        this.host = host;
        this.type = type;
        this.name = name;
        this.options = options;
        this.home = host.nextIoThread();
        this.lobby = SharedLobby.of(
                type, name, home, this::serve, options.get(Options.SPIN).toNanos());
        this.monitoring = new Monitoring(host, name);
        this.endpoints = new Endpoints(this, host);
        this.reports = new Reports(this, home);
        this.pattern = Patterns.of(type, this);
        // The socket itself, until it is closed.
        outstanding.add(1);
    }

    /** Who is inside, and the mail. */
    Lobby lobby() {
        return lobby;
    }

    /** Closes the socket; the one call, beside {@link #terminate}, that may be made while another thread is inside. */
    void close() {
        if (!lobby.enterToClose()) {
            return;
        }
        closed = true;
        endpoints.stopAll();
        long parked = pattern.dropParked();
        if (parked > 0) {
            count(Loss.LINGER, parked);
            event(MonitorEventType.MESSAGES_LOST, "", Addresses.NONE, parked + " messages had no peer", parked);
        }
        long lingerNs = Endpoints.lingerNs(options);
        for (Pipe pipe : pipes) {
            pattern.release(pipe);
            letGo(pipe, lingerNs);
        }
        pipes.addAll(gone.lingering());
        leftBehind.put(pipes);
        pipes.clear();
        endedPipes.forEach(Pipe::leaveIn);
        endedPipes.clear();
        endpoints.closeAll();
        reports.end();
        monitoring.end();
        lobby.closed();
        somethingOver();
    }

    /** After close: how many messages have not left. Any thread. */
    public long unsentAfterClose() {
        return leftBehind.unsent();
    }

    /** The context is being shut down: every call ends with ETERM. Any thread. */
    public void terminate() {
        lobby.terminate();
    }

    // --- pipes, under the entry

    /** A pipe that exists before its peer is known. */
    void attach(Pipe pipe) {
        pipes.add(pipe);
        pattern.attach(pipe);
    }

    /**
     * Lets go of every pipe of the endpoint; what is queued lingers.
     *
     * @param keepInput whether what was received stays to be read
     */
    void letGoAll(String endpoint, boolean keepInput) {
        for (Pipe pipe : List.copyOf(pipes)) {
            if (pipe.endpoint().equals(endpoint)) {
                letGo(pipe, Endpoints.lingerNs(options), keepInput);
            }
        }
    }

    /** Lets go of one pipe; what is queued lingers, what was received is dropped. */
    void letGo(Pipe pipe) {
        letGo(pipe, Endpoints.lingerNs(options), false);
    }

    private void letGo(Pipe pipe, long lingerNs, boolean keepInput) {
        if (!pipes.remove(pipe)) {
            return;
        }
        if (keepInput && pipe.keepInput(host.pool())) {
            pattern.retire(pipe);
            endedPipes.add(pipe);
        } else {
            pattern.release(pipe);
        }
        letGo(pipe, lingerNs);
        gone.addLingering(pipe);
    }

    @Override
    public void drop(Pipe pipe) {
        post(new Mail(() -> letGo(pipe, 0, false)), true);
    }

    private boolean serve() {
        return !closed && pattern.serve();
    }

    private void letGo(Pipe pipe, long lingerNs) {
        driveable(pipe, false);
        outstanding.add(1);
        pipe.letGo(lingerNs);
    }

    @Override
    public void pipeUp(Pipe pipe) {
        post(new Mail(() -> join(pipe)), true);
    }

    private void join(Pipe pipe) {
        if (pipe.ended()) {
            return;
        }
        if (closed || !endpoints.isKnown(pipe.endpoint())) {
            letGo(pipe, 0);
            return;
        }
        endpoints.preset(pipe);
        pipe.linkUp();
        attach(pipe);
        pattern.linkUp(pipe);
        driveable(pipe, true);
    }

    private void driveable(Pipe pipe, boolean up) {
        if (pipe.far() instanceof CallerDriven link) {
            lobby.attendance().remove(link);
            if (up) {
                lobby.attendance().add(link);
            }
        }
    }

    @Override
    public void linkUp(Pipe pipe) {
        post(
                new Mail(() -> {
                    if (!pipe.ended()) {
                        pipe.linkUp();
                        pattern.linkUp(pipe);
                        driveable(pipe, true);
                    }
                }),
                true);
    }

    @Override
    public void linkDown(Pipe pipe) {
        post(
                new Mail(() -> {
                    if (!pipe.ended()) {
                        pipe.linkDown();
                        driveable(pipe, false);
                        pattern.linkDown(pipe);
                    }
                }),
                true);
    }

    @Override
    public void pipeEnded(Pipe pipe) {
        post(new Mail(() -> depart(pipe)), true);
    }

    private void depart(Pipe pipe) {
        if (pipe.ended()) {
            return;
        }
        pipe.end();
        driveable(pipe, false);
        if (!pipes.remove(pipe)) {
            // It ended before it joined.
            count(Loss.PEER_GONE, pipe.dropUnsent());
            pipe.leaveIn();
            return;
        }
        gone.add(pipe);
        pattern.detach(pipe);
        endedPipes.removeIf(Pipe::inLeft);
        if (!pipe.inLeft()) {
            endedPipes.add(pipe);
        }
    }

    @Override
    public void readable(Pipe pipe) {
        if (!closed && !pipe.inLeft()) {
            pattern.readable(pipe);
        }
    }

    @Override
    public void writable(Pipe pipe) {
        if (!closed && !pipe.ended()) {
            pattern.writable(pipe);
        }
    }

    // --- SocketSide, any thread

    @Override
    public SocketType type() {
        return type;
    }

    @Override
    public ChunkPool pool() {
        return host.pool();
    }

    @Override
    public long nextPipeId() {
        return host.nextPipeId();
    }

    @Override
    public EntryGuard entry() {
        return lobby.entry();
    }

    @Override
    public void post(Mail mail, boolean soon) {
        lobby.post(mail, soon);
    }

    @Override
    public boolean servesWhileAway() {
        return pattern.servesWhileAway();
    }

    @Override
    public void leftToCaller() {
        lobby.attendance().leftToCaller();
    }

    @Override
    public void turnedBusy(Runnable settle) {
        lobby.turnedBusy(settle);
    }

    @Override
    public void event(MonitorEventType event, String endpoint, Addresses addresses, String reason, long value) {
        if (event == MonitorEventType.LINGER_WARNING && lobby.entry().closed()) {
            leftBehind.warn(monitoring);
            return;
        }
        monitoring.raise(event, endpoint, addresses, reason, value);
    }

    @Override
    public void count(Loss reason, long messages) {
        losses.count(reason, messages);
    }

    @Override
    public void lostLingering(LaneContent unsent) {
        losses.countLingering(unsent);
    }

    @Override
    public void lingeringOver() {
        somethingOver();
    }

    void endpointOpened() {
        outstanding.add(1);
    }

    /** After a turn of the loop, so that pipes which came up just before have been let go of. */
    void endpointClosed() {
        home.execute(() -> home.execute(this::somethingOver));
    }

    private void somethingOver() {
        if (outstanding.add(-1) == 0) {
            host.gone(this);
        }
    }

    // --- PatternHost

    @Override
    public <T> T option(Option<T> option) {
        return options.get(option);
    }

    @Override
    public void event(MonitorEventType event, Pipe pipe, String reason, long value) {
        reports.add(event, pipe, reason, value);
    }

    @Override
    public int randomInt() {
        return host.randomInt();
    }

    // --- for the socket's other parts

    String name() {
        return name;
    }

    OptionValues options() {
        return options;
    }

    Pattern pattern() {
        return pattern;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    Monitoring monitoring() {
        return monitoring;
    }

    List<Pipe> pipes() {
        return pipes;
    }

    /** Those that are over and may still be read. */
    List<Pipe> endedPipes() {
        return endedPipes;
    }

    GoneTotals gone() {
        return gone;
    }

    Losses losses() {
        return losses;
    }
}
