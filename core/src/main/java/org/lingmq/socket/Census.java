package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.MonitorEventType;
import org.lingmq.Peer;
import org.lingmq.PeerStats;
import org.lingmq.RoutingId;
import org.lingmq.SocketStats;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;

/** Who is connected to a socket, and what has been counted. The entry holder asks. */
final class Census {

    private Census() {}

    static List<Peer> peers(SocketCore core) {
        List<Peer> peers = new ArrayList<>();
        for (Pipe pipe : core.pipes()) {
            if (pipe.connected()) {
                peers.add(peer(pipe, core.pattern().routingIdOf(pipe)));
            }
        }
        return peers;
    }

    private static Peer peer(Pipe pipe, int number) {
        PeerView view = pipe.far().newestPeer();
        return new Peer(
                pipe.id(),
                pipe.endpoint(),
                view.localAddress(),
                view.remoteAddress(),
                view.socketType(),
                number == 0 ? routingId(pipe, view) : Integer.toUnsignedString(number),
                pipe.connected(),
                view.properties(),
                stats(pipe));
    }

    private static String routingId(Pipe pipe, PeerView view) {
        byte[] id = pipe.routingId().length > 0 ? pipe.routingId() : view.routingId();
        return id.length == 0 ? "" : RoutingId.text(id);
    }

    private static PeerStats stats(Pipe pipe) {
        LaneContent unsent = pipe.unsent();
        LaneContent sent = pipe.sent(unsent);
        return new PeerStats(
                sent.messages(),
                pipe.in().messages(),
                sent.bytes(),
                pipe.in().bytesRead(),
                pipe.droppedFull(),
                pipe.lost(),
                unsent.messages(),
                pipe.in().countUnread(),
                pipe.reconnects());
    }

    static boolean disconnect(SocketCore core, long peerId) {
        for (Pipe pipe : core.pipes()) {
            if (pipe.id() == peerId && pipe.connected()) {
                pipe.far().refuse(MonitorEventType.DISCONNECTED, "the application disconnected the peer");
                return true;
            }
        }
        return false;
    }

    static SocketStats of(SocketCore core, Received received) {
        GoneTotals gone = core.gone();
        gone.settle();
        Sums sums = new Sums(
                gone,
                core.pattern().parkedMessages(),
                core.losses().of(Loss.LINGER),
                core.losses().lingeringBytes());
        gone.lingering().forEach(sums::add);
        core.pipes().forEach(sums::add);
        core.endedPipes().forEach(sums::addUnread);
        Map<String, Long> dropped = new TreeMap<>();
        for (Loss loss : Loss.values()) {
            if (loss != Loss.RETURNED && core.losses().of(loss) > 0) {
                dropped.put(loss.name().toLowerCase(Locale.ROOT), core.losses().of(loss));
            }
        }
        return new SocketStats(
                sums.messagesSent,
                received.messages(),
                sums.bytesSent,
                received.bytes(),
                sums.droppedFull,
                core.losses().of(Loss.UNROUTABLE),
                core.losses().of(Loss.FILTERED) + core.losses().of(Loss.CONFLATED),
                core.losses().of(Loss.PEER_GONE) + core.losses().of(Loss.LINGER),
                core.losses().of(Loss.RETURNED),
                sums.queuedOut,
                sums.queuedIn,
                sums.reconnects,
                sums.connected,
                Map.copyOf(dropped));
    }

    /** Adds up all pipes, those that are over too. */
    private static final class Sums {

        private long messagesSent;
        private long bytesSent;
        private long droppedFull;
        private long queuedOut;
        private long queuedIn;
        private long reconnects;
        private long connected;

        /** What LINGER ended too early for has left its lane and was not sent. */
        Sums(GoneTotals gone, long parked, long lostLingering, long lostLingeringBytes) {
            messagesSent = gone.messagesSent() - lostLingering;
            bytesSent = gone.bytesSent() - lostLingeringBytes;
            droppedFull = gone.droppedFull();
            reconnects = gone.reconnects();
            queuedOut = parked;
        }

        void addUnread(Pipe pipe) {
            if (!pipe.inLeft()) {
                queuedIn += pipe.in().countUnread();
            }
        }

        void add(Pipe pipe) {
            LaneContent unsent = pipe.unsent();
            LaneContent sent = pipe.sent(unsent);
            messagesSent += sent.messages();
            bytesSent += sent.bytes();
            queuedOut += unsent.messages();
            queuedIn += pipe.in().countUnread();
            droppedFull += pipe.droppedFull();
            reconnects += pipe.reconnects();
            connected += pipe.connected() ? 1 : 0;
        }
    }
}
