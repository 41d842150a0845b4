package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.MonitorEventType;
import org.lingmq.Peer;
import org.lingmq.PeerStats;
import org.lingmq.RoutingId;
import org.lingmq.SocketStats;
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
                peers.add(peer(pipe));
            }
        }
        return peers;
    }

    private static Peer peer(Pipe pipe) {
        PeerView view = pipe.far().newestPeer();
        byte[] id = pipe.routingId().length > 0 ? pipe.routingId() : view.routingId();
        return new Peer(
                pipe.id(),
                pipe.endpoint(),
                view.localAddress(),
                view.remoteAddress(),
                view.socketType(),
                id.length == 0 ? "" : RoutingId.text(id),
                pipe.connected(),
                view.properties(),
                stats(pipe));
    }

    private static PeerStats stats(Pipe pipe) {
        return new PeerStats(
                pipe.out().messages(),
                pipe.in().messages(),
                pipe.out().tail(),
                pipe.in().bytesRead(),
                pipe.droppedFull(),
                pipe.lost(),
                pipe.out().outstanding(),
                pipe.in().countUnread(),
                pipe.reconnects());
    }

    static boolean disconnect(SocketCore core, long peerId) {
        for (Pipe pipe : core.pipes()) {
            if (pipe.id() == peerId && pipe.connected()) {
                pipe.far().refuse(MonitorEventType.PEER_REFUSED, "the application disconnected the peer");
                return true;
            }
        }
        return false;
    }

    static SocketStats of(SocketCore core, long sentMessages, long sentBytes, Received received) {
        long droppedFull = core.gone().droppedFull();
        long queuedOut = core.pattern().parkedMessages();
        long queuedIn = 0;
        long reconnects = core.gone().reconnects();
        long connected = 0;
        for (Pipe pipe : core.pipes()) {
            droppedFull += pipe.droppedFull();
            queuedOut += pipe.out().outstanding();
            queuedIn += pipe.in().countUnread();
            reconnects += pipe.reconnects();
            connected += pipe.connected() ? 1 : 0;
        }
        Map<String, Long> dropped = new TreeMap<>();
        for (Loss loss : Loss.values()) {
            if (loss != Loss.RETURNED && core.lost(loss) > 0) {
                dropped.put(loss.name(), core.lost(loss));
            }
        }
        return new SocketStats(
                sentMessages,
                received.messages(),
                sentBytes,
                received.bytes(),
                droppedFull,
                core.lost(Loss.UNROUTABLE),
                core.lost(Loss.FILTERED),
                core.lost(Loss.PEER_GONE) + core.lost(Loss.LINGER),
                core.lost(Loss.RETURNED),
                queuedOut,
                queuedIn,
                reconnects,
                connected,
                Map.copyOf(dropped));
    }
}
