package org.lingmq.socket;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lingmq.ConcurrentUseException;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Option;
import org.lingmq.RoutingId;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.Gauge;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.io.Waiter;
import org.lingmq.lane.ChunkPool;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Pattern;
import org.lingmq.pattern.PatternHost;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.SocketSide;

/**
 * The inside of one socket: its entry, mail, pipes and endpoints.
 *
 * <p>Whoever holds the entry owns everything plain in here: a caller inside a call, or the home I/O thread for a moment
 * while nobody is inside. After {@link #close} the home I/O thread alone handles what still comes.
 */
public final class SocketCore implements SocketSide, PatternHost {

    private static final int MAIL_PER_VISIT = 64;
    private static final long VISIT_AGAIN_NS = 1_000_000;

    private final SocketHost host;
    private final SocketType type;
    private final String name;
    private final IoThread home;
    private final OptionValues options;
    private final Pattern pattern;
    private final Monitoring monitoring;
    private final Endpoints endpoints;

    private final EntryGuard entry = new EntryGuard();
    private final Mailbox mailbox = new Mailbox();
    private final Waiter waiter = new Waiter();
    private final Flag closing = new Flag();
    private final Flag terminated = new Flag();
    private final Flag visitDue = new Flag();
    private final Gauge outstanding = new Gauge();
    private final Map<Loss, Gauge> losses = new EnumMap<>(Loss.class);

    private final List<Pipe> pipes = new ArrayList<>();
    private final List<Pipe> endedPipes = new ArrayList<>();
    private final List<BooleanSupplier> busy = new ArrayList<>();
    private final GoneTotals gone = new GoneTotals();
    private List<Pipe> letGo = List.of();
    private boolean closed;

    SocketCore(SocketHost host, SocketType type, String name, OptionValues options) {
        this.host = host;
        this.type = type;
        this.name = name;
        this.options = options;
        this.home = host.nextIoThread();
        this.monitoring = new Monitoring(host, name);
        this.endpoints = new Endpoints(this, host);
        for (Loss loss : Loss.values()) {
            losses.put(loss, new Gauge());
        }
        this.pattern = Patterns.of(type, this);
        // The socket itself, until it is closed.
        outstanding.add(1);
    }

    // --- the caller
    // ---------------------------------------------------------------------------------------------------

    /** Goes in, with all mail handled. */
    void enter() {
        switch (entry.enter()) {
            case BUSY -> throw new ConcurrentUseException(name, entry.owner(), Thread.currentThread());
            case CLOSED -> throw shutReason();
            case ENTERED -> {
                // Inside.
            }
        }
        if (closing.isUp() || terminated.isUp()) {
            entry.exit();
            throw shutReason();
        }
        handleMail();
    }

    void exit() {
        entry.exit();
    }

    void handleMail() {
        while (!mailbox.isEmpty()) {
            mailbox.handle(MAIL_PER_VISIT);
        }
    }

    private ZmqException shutReason() {
        return terminated.isUp()
                ? new ZmqException(ErrorCode.ETERM, "the context of " + name + " was shut down; open a new one")
                : new ZmqException(ErrorCode.ENOTSOCK, name + " is closed; make a new socket");
    }

    /**
     * Sleeps until something has changed; the caller is inside. All mail has been handled on return.
     *
     * @param timeoutNs how long at most; negative for ever
     * @return false when the time is up
     */
    boolean await(long timeoutNs) {
        settleBusy();
        Waiter.Outcome outcome = Waiter.Outcome.RUNG;
        waiter.prepare(null);
        if (!mailbox.isEmpty() || closing.isUp() || terminated.isUp()) {
            waiter.cancel();
        } else {
            outcome = waiter.park(timeoutNs);
        }
        if (closing.isUp() || terminated.isUp()) {
            throw shutReason();
        }
        handleMail();
        if (outcome == Waiter.Outcome.INTERRUPTED) {
            throw new ZmqException(
                    ErrorCode.EINTR,
                    "the thread was interrupted while it waited in " + name
                            + "; nothing was lost, and the call may be repeated once the interrupt flag is cleared");
        }
        return outcome != Waiter.Outcome.TIME_UP;
    }

    /** Writes what busy lanes hold, before the caller waits or finds nothing. */
    void settleBusy() {
        if (!busy.isEmpty()) {
            busy.removeIf(BooleanSupplier::getAsBoolean);
        }
    }

    /** Closes the socket; the one call, beside {@link #terminate}, that may be made while another thread is inside. */
    void close() {
        closing.raise();
        waiter.ring();
        if (!entry.enterToClose()) {
            return;
        }
        handleMail();
        closed = true;
        long parked = pattern.dropParked();
        if (parked > 0) {
            count(Loss.LINGER, parked);
            event(
                    MonitorEventType.MESSAGES_LOST,
                    "",
                    Addresses.NONE,
                    parked + " messages had no peer at close",
                    parked);
        }
        long lingerNs = Endpoints.lingerNs(options);
        for (Pipe pipe : pipes) {
            letGo(pipe, lingerNs);
        }
        letGo = List.copyOf(pipes);
        pipes.clear();
        endedPipes.forEach(Pipe::leaveIn);
        endedPipes.clear();
        endpoints.closeAll();
        entry.close();
        monitoring.end();
        somethingOver();
        visitSoon();
    }

    /** After close: roughly how many messages have not left. Any thread. */
    public long unsentAfterClose() {
        return letGo.stream().mapToLong(pipe -> pipe.out().unreleased()).sum();
    }

    /** The context is being shut down: every call ends with ETERM. Any thread. */
    public void terminate() {
        terminated.raise();
        waiter.ring();
    }

    // --- pipes, under the entry
    // ---------------------------------------------------------------------------------------

    /** A pipe that exists before its peer is known. */
    void attach(Pipe pipe) {
        pipes.add(pipe);
        pattern.attach(pipe);
    }

    /** Lets go of every pipe of the endpoint; what is queued lingers. */
    void letGoAll(String endpoint) {
        long lingerNs = Endpoints.lingerNs(options);
        for (Pipe pipe : List.copyOf(pipes)) {
            if (pipe.endpoint().equals(endpoint)) {
                pipes.remove(pipe);
                gone.add(pipe);
                pattern.release(pipe);
                letGo(pipe, lingerNs);
            }
        }
    }

    private void letGo(Pipe pipe, long lingerNs) {
        outstanding.add(1);
        pipe.letGo(lingerNs);
    }

    @Override
    public void pipeUp(Pipe pipe) {
        post(new Mail(() -> join(pipe)), true);
    }

    private void join(Pipe pipe) {
        if (closed || !endpoints.isKnown(pipe.endpoint())) {
            letGo(pipe, 0);
            return;
        }
        pipe.linkUp();
        attach(pipe);
        pattern.linkUp(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
        post(
                new Mail(() -> {
                    if (!pipe.ended()) {
                        pipe.linkUp();
                        pattern.linkUp(pipe);
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
        gone.add(pipe);
        pipes.remove(pipe);
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
    // ---------------------------------------------------------------------------------------

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
        return entry;
    }

    @Override
    public void post(Mail mail, boolean soon) {
        mailbox.post(mail);
        waiter.ring();
        if (soon || entry.closed()) {
            visitSoon();
        }
    }

    /** Has the home I/O thread look at the mail, in case the application stays away. */
    private void visitSoon() {
        if (visitDue.tryRaise()) {
            home.execute(this::visit);
        }
    }

    private void visit() {
        visitDue.lower();
        if (entry.closed()) {
            handleMail();
        } else if (entry.enterCare()) {
            boolean more;
            try {
                more = mailbox.handle(MAIL_PER_VISIT);
                settleBusy();
            } finally {
                entry.exit();
            }
            if (more) {
                visitSoon();
            }
        } else if (!mailbox.isEmpty()) {
            // A caller is inside; it handles the mail before it leaves or waits, unless it was leaving just now.
            home.schedule(VISIT_AGAIN_NS, this::visitSoon);
        }
    }

    @Override
    public boolean servesWhileAway() {
        return pattern.servesWhileAway();
    }

    @Override
    public void turnedBusy(BooleanSupplier settle) {
        busy.add(settle);
    }

    @Override
    public void event(MonitorEventType event, String endpoint, Addresses addresses, String reason, long value) {
        monitoring.raise(event, endpoint, addresses, reason, value);
    }

    @Override
    public void count(Loss reason, long messages) {
        losses.get(reason).add(messages);
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
    // --------------------------------------------------------------------------------------------------

    @Override
    public <T> T option(Option<T> option) {
        return options.get(option);
    }

    @Override
    public void event(MonitorEventType event, Pipe pipe, String reason) {
        if (pipe == null) {
            event(event, "", Addresses.NONE, reason, 0);
            return;
        }
        PeerView peer = pipe.peer();
        String id = pipe.routingId().length == 0 ? null : RoutingId.text(pipe.routingId());
        event(event, pipe.endpoint(), new Addresses(peer.localAddress(), peer.remoteAddress(), id), reason, 0);
    }

    @Override
    public int randomInt() {
        return host.randomInt();
    }

    // --- for the socket's other parts
    // ---------------------------------------------------------------------------------

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

    Waiter waiter() {
        return waiter;
    }

    List<Pipe> pipes() {
        return pipes;
    }

    GoneTotals gone() {
        return gone;
    }

    long lost(Loss reason) {
        return losses.get(reason).value();
    }
}
