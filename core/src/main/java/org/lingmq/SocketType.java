package org.lingmq;

/**
 * The messaging pattern a socket plays, fixed when the socket is made.
 *
 * <p>Numbers and names are those of libzmq ({@code ZMQ_PAIR} and so on, option {@code ZMQ_TYPE}); the names also travel
 * on the wire as the property {@code Socket-Type} of a ZMTP 3 handshake (RFC 23, RFC 37). Which types may talk to each
 * other follows RFC 28, 29, 30, 31, 41, 48, 49, 51 and 52.
 *
 * <p>The types that libzmq calls drafts ({@link #isDraft()}) are here to stay; a context opened with
 * {@link ContextOptions#withDraft withDraft(false)} refuses them. All of them but {@link #DGRAM} may be used by many
 * threads at once, and send and receive messages of one frame only ({@link #isThreadSafe()}).
 */
public enum SocketType {
    /** Exclusive pair: one peer at a time, both directions, no routing (RFC 31). */
    PAIR(0, true, true, "PAIR"),
    /** Publisher: sends each message to every subscriber with a matching subscription (RFC 29). */
    PUB(1, true, false, "SUB", "XSUB"),
    /** Subscriber: receives the messages whose beginning it subscribed to (RFC 29). */
    SUB(2, false, true, "PUB", "XPUB"),
    /** Requester: sends one request, then receives its one reply (RFC 28). */
    REQ(3, true, true, "REP", "ROUTER"),
    /** Replier: receives one request, then sends its one reply (RFC 28). */
    REP(4, true, true, "REQ", "DEALER"),
    /** Asynchronous requester: sends round robin, receives from all peers in turn (RFC 28). */
    DEALER(5, true, true, "REP", "DEALER", "ROUTER"),
    /** Addresses each peer by its routing id, the first frame of every message (RFC 28). */
    ROUTER(6, true, true, "REQ", "DEALER", "ROUTER"),
    /** End of a pipeline: receives from all its PUSH peers in turn (RFC 30). */
    PULL(7, false, true, "PUSH"),
    /** Start of a pipeline: gives each message to one PULL peer, round robin (RFC 30). */
    PUSH(8, true, false, "PULL"),
    /** Answers many CLIENTs, each by the {@linkplain Message#routingId() routing id} of its messages (RFC 41). */
    SERVER(12, true, true, "CLIENT"),
    /** Asks SERVERs in turn, receives from all of them (RFC 41). */
    CLIENT(13, true, true, "SERVER"),
    /** Sends each message to every DISH that joined its {@linkplain Message#group() group} (RFC 48). */
    RADIO(14, true, false, "DISH"),
    /** Receives the messages of the groups it joined (RFC 48). */
    DISH(15, false, true, "RADIO"),
    /** End of a pipeline: receives from all its SCATTER peers in turn (RFC 49). */
    GATHER(16, false, true, "SCATTER"),
    /** Start of a pipeline: gives each message to one GATHER peer, round robin (RFC 49). */
    SCATTER(17, true, false, "GATHER"),
    /** Raw UDP datagrams; a message is an address and a body. */
    DGRAM(18, true, true),
    /** One of many equals, which know each other by the routing ids of their messages (RFC 51). */
    PEER(19, true, true, "PEER"),
    /** Exclusive pair for many threads: one peer at a time, both directions (RFC 52). */
    CHANNEL(20, true, true, "CHANNEL");

    /** The old name of {@link #DEALER}. */
    public static final SocketType XREQ = DEALER;

    /** The old name of {@link #ROUTER}. */
    public static final SocketType XREP = ROUTER;

    private final int number;
    private final boolean canSend;
    private final boolean canReceive;
    private final String[] peers;

    SocketType(int number, boolean canSend, boolean canReceive, String... peers) {
        this.number = number;
        this.canSend = canSend;
        this.canReceive = canReceive;
        this.peers = peers;
    }

    /**
     * The type with a given name on the wire.
     *
     * @param name the value of a peer's {@code Socket-Type}, upper case as the RFCs write it; may be null
     * @return the type, or null when this version has no socket of that type
     */
    public static SocketType ofWireName(String name) {
        for (SocketType type : values()) {
            if (type.wireName().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /**
     * libzmq's number of this type, as {@code zmq_socket} takes it.
     *
     * @return 0 to 20; 9, 10 and 11 are types that LingMQ does not have yet
     */
    public int number() {
        return number;
    }

    /**
     * The name that a handshake carries as {@code Socket-Type}.
     *
     * @return upper-case ASCII letters
     */
    public String wireName() {
        return name();
    }

    /**
     * Whether a socket of this type may talk to a peer of that type. The answer is the same from both sides.
     *
     * @param peer the other side's type
     * @return true when the pair is legal
     */
    public boolean accepts(SocketType peer) {
        return acceptsWireName(peer.wireName());
    }

    /**
     * Whether a socket of this type may talk to a peer that names its type so in the handshake.
     *
     * <p>Knows the peers that other implementations offer and LingMQ does not: a SUB talks to an XPUB, a PUB to an
     * XSUB.
     *
     * @param peerType the value of the peer's {@code Socket-Type}; case counts; may be null
     * @return true when the pair is legal, false also for unknown names and null
     */
    public boolean acceptsWireName(String peerType) {
        for (String peer : peers) {
            if (peer.equals(peerType)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether sockets of this type send at all; where they do not, {@code send} fails with {@link ErrorCode#ENOTSUP}.
     *
     * @return false for SUB, PULL, DISH and GATHER
     */
    public boolean canSend() {
        return canSend;
    }

    /**
     * Whether sockets of this type receive at all; where they do not, {@code receive} fails with
     * {@link ErrorCode#ENOTSUP}.
     *
     * @return false for PUB, PUSH, RADIO and SCATTER
     */
    public boolean canReceive() {
        return canReceive;
    }

    /**
     * Whether libzmq has this type only when it was built with its draft API.
     *
     * @return true from SERVER on
     */
    public boolean isDraft() {
        return number >= SERVER.number;
    }

    /**
     * Whether any number of threads may use a socket of this type at once ({@code ZMQ_THREAD_SAFE}). The messages of
     * these types have one frame; routing id and group are attributes of a {@link Message}, not frames of it.
     *
     * @return true for the draft types but DGRAM
     */
    public boolean isThreadSafe() {
        return isDraft() && this != DGRAM;
    }
}
