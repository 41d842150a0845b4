package org.lingmq.pattern;

import org.lingmq.MonitorEventType;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneWriter;

/** What a pattern may ask of the other side of a pipe. Called with the socket's entry held; nothing here blocks. */
public interface FarEnd {

    /**
     * Messages were published on the pipe's outbound lane.
     *
     * @param reach on how many pipes the same call publishes
     */
    void published(Reach reach);

    /** What is known of the peer that the given link led to. */
    PeerView peer(int link);

    /** What is known of the peer that is or was there last; never null. */
    PeerView newestPeer();

    /**
     * Whether subscriptions may be told before the peer is there, as its form is known and nothing of the lane is
     * thrown away.
     */
    default boolean heardFromTheStart() {
        return false;
    }

    /** Whether the far end says nothing of what it wants, and so is sent everything (RADIO over udp). */
    default boolean wantsEverything() {
        return false;
    }

    /** The socket's water marks for sending have changed; 0 lifts one. The far end may add its own to them. */
    default void sendLimits(LaneWriter out, int highWaterMark, long byteMark) {
        out.limits(highWaterMark, byteMark);
    }

    /** The socket's water marks for receiving have changed; 0 lifts one. */
    void receiveLimits(int highWaterMark, long byteMark);

    /** The socket does not want this peer: its link is closed, with an event that gives the reason. */
    void refuse(MonitorEventType event, String reason);

    /**
     * What was published on the outbound lane and has not left.
     *
     * @return null when that cannot be told at this moment
     */
    default LaneContent unsent() {
        return null;
    }

    /** What was taken from the outbound lane and given up instead of sent: datagrams that the system did not take. */
    default LaneContent givenUp() {
        return LaneContent.NOTHING;
    }

    /**
     * Whether a message can be sent to an address that its first frame tells (DGRAM).
     *
     * @throws org.lingmq.ZmqException {@code EINVAL} when no address can be read from it, or none of this network
     */
    default void checkAddress(byte[] address) {}

    /** The socket is about to let the pipe go, and has not left the outbound lane yet. */
    default void lettingGo() {}

    /**
     * The socket lets the pipe go: it has left the outbound lane as its producer and given back exactly what it read of
     * the inbound one, whose rest is not wanted. What is queued may still be sent.
     *
     * @param lingerNs for how long; negative for ever
     */
    void letGo(long lingerNs);
}
