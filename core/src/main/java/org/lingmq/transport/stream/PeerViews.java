package org.lingmq.transport.stream;

import java.util.Arrays;
import java.util.Map;
import org.lingmq.RoutingId;
import org.lingmq.io.Slot;
import org.lingmq.pattern.Ends;
import org.lingmq.pattern.PeerView;
import org.lingmq.transport.Addresses;
import org.lingmq.zmtp.PeerInfo;

/**
 * Who was at the other end of each link of a session. The I/O thread adds before anything of the link is published; the
 * entry holder looks up. Only the latest links are remembered; older ones are nobody rather than somebody else.
 */
final class PeerViews {

    private static final int REMEMBERED = 16;
    private static final PeerView NOBODY = new PeerView(null, new byte[0], false, new Ends.Named(null, null), Map.of());

    private record Known(int first, PeerView[] views) {}

    private final Slot<Known> known = new Slot<>();

    /** Adds the peer of the next link; returns the link's number, from 0. */
    int add(PeerView view) {
        Known before = known.look();
        if (before == null) {
            known.put(new Known(0, new PeerView[] {view}));
            return 0;
        }
        int number = before.first + before.views.length;
        int first = Math.max(0, number + 1 - REMEMBERED);
        PeerView[] views = Arrays.copyOfRange(before.views, first - before.first, number + 1 - before.first);
        views[number - first] = view;
        known.put(new Known(first, views));
        return number;
    }

    PeerView of(int link) {
        Known now = known.look();
        return now == null || link < now.first ? NOBODY : now.views[link - now.first];
    }

    PeerView newest() {
        Known now = known.look();
        return now == null ? NOBODY : now.views[now.views.length - 1];
    }

    /** What the socket may know of the peer at the other end of a wire. */
    static PeerView view(Wire next, PeerInfo peer) {
        return new PeerView(
                PeerProperties.shared(peer.socketType()),
                peer.routingId(),
                peer.minor() == 0,
                next.names(),
                PeerProperties.of(peer.properties(), next.peerAddress()));
    }

    /** Both ends of the newest link, whose wire this is; null when there is none. */
    Addresses addresses(Wire wire) {
        if (wire == null) {
            return Addresses.NONE;
        }
        byte[] id = newest().routingId();
        return new Addresses(wire.localAddress(), wire.remoteAddress(), id.length == 0 ? null : RoutingId.text(id));
    }
}
