package org.lingmq;

import static org.lingmq.OptionSpec.count;
import static org.lingmq.OptionSpec.flag;
import static org.lingmq.OptionSpec.message;
import static org.lingmq.OptionSpec.readOnly;
import static org.lingmq.OptionSpec.routingId;
import static org.lingmq.OptionSpec.size;
import static org.lingmq.OptionSpec.time;
import static org.lingmq.OptionSpec.timeOr;
import static org.lingmq.OptionSpec.timeUpTo;
import static org.lingmq.SocketType.CLIENT;
import static org.lingmq.SocketType.DEALER;
import static org.lingmq.SocketType.DISH;
import static org.lingmq.SocketType.PEER;
import static org.lingmq.SocketType.PUB;
import static org.lingmq.SocketType.PULL;
import static org.lingmq.SocketType.PUSH;
import static org.lingmq.SocketType.RADIO;
import static org.lingmq.SocketType.REQ;
import static org.lingmq.SocketType.ROUTER;
import static org.lingmq.SocketType.SCATTER;
import static org.lingmq.SocketType.SERVER;
import static org.lingmq.SocketType.SUB;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The table of all socket options.
 *
 * <p>Names and numbers are libzmq's ({@code zmq_setsockopt}); number 0 marks LingMQ's own. Times are {@link Duration}s,
 * counted in milliseconds; where it says so, a negative one such as {@link #FOREVER} means for ever. An option that is
 * not {@linkplain Option#immediate() immediate} applies to later binds and connects only.
 */
public final class Options {
    /** No limit in time: libzmq's -1. */
    public static final Duration FOREVER = Duration.ofMillis(-1);

    private static final long MIB = 1L << 20;

    // Who this socket is.

    /** The id a ROUTER at the other end knows this socket by. */
    public static final Option<byte[]> ROUTING_ID = routingId("ROUTING_ID", 5)
            .doc("The id a ROUTER at the other end knows this socket by; none lets the ROUTER make one up.");

    /** The old name of {@link #ROUTING_ID}. */
    public static final Option<byte[]> IDENTITY = ROUTING_ID;

    /** What peers learn of this socket in the handshake. */
    public static final Option<Map<String, String>> METADATA = new OptionSpec<>(
                    "METADATA",
                    95,
                    OptionSpec.mapType(),
                    Map.of(),
                    "names X-... of letters, digits and . _ + -, at most 60 and 3 KiB in all",
                    OptionSpec::legalMetadata)
            .draft()
            .doc("Properties that peers learn in the handshake and read with Message.property.");

    // Queues and time-outs.

    /** How long unsent messages outlive their socket. */
    public static final Option<Duration> LINGER = timeOr("LINGER", 17, Duration.ofSeconds(30), "for ever")
            .defaultOn(SUB, Duration.ZERO)
            .defaultOn(DISH, Duration.ZERO)
            .atOnce()
            .doc("How long a closed socket or ended connection may still send what it holds.");

    /** High water mark for sending, in messages. */
    public static final Option<Integer> SNDHWM = count("SNDHWM", 23, 1000, 0, Integer.MAX_VALUE)
            .atOnce()
            .doc("How many messages may wait to be sent to one peer; 0 lifts this limit and SND_BYTES.");

    /** High water mark for receiving, in messages. */
    public static final Option<Integer> RCVHWM = count("RCVHWM", 24, 1000, 0, Integer.MAX_VALUE)
            .atOnce()
            .doc("How many messages from one peer may wait to be received; 0 lifts this limit and RCV_BYTES.");

    /** High water mark for sending, in bytes. */
    public static final Option<Long> SND_BYTES = size("SND_BYTES", 0, 64 * MIB, 0)
            .atOnce()
            .doc("How many bytes may wait for one peer; a larger message passes when none waits; 0 is no limit.");

    /** High water mark for receiving, in bytes. */
    public static final Option<Long> RCV_BYTES = size("RCV_BYTES", 0, 64 * MIB, 0)
            .atOnce()
            .doc("How many bytes from one peer may wait; a larger message passes when none waits; 0 is no limit.");

    /** How long {@link Socket#send(Message)} waits. */
    public static final Option<Duration> SNDTIMEO = timeOr("SNDTIMEO", 28, FOREVER, "for ever")
            .atOnce()
            .doc("How long send waits for a peer or for room before it returns false.");

    /** How long {@link Socket#receive()} waits. */
    public static final Option<Duration> RCVTIMEO = timeOr("RCVTIMEO", 27, FOREVER, "for ever")
            .atOnce()
            .doc("How long receive waits for a message before it returns null.");

    /** How long a receiver looks before it sleeps. */
    public static final Option<Duration> SPIN = timeUpTo("SPIN", 0, Duration.ofNanos(50_000), Duration.ofMillis(1))
            .atOnce()
            .doc("How long a receiving thread looks by itself before it sleeps, while that pays; 0 never.");

    /** The largest message taken from a peer. */
    public static final Option<Long> MAXMSGSIZE = size("MAXMSGSIZE", 22, largestMessage(), -1)
            .doc("Bytes of the largest message taken, all frames together; a peer that sends more is cut off;"
                    + " -1: what Java holds.");

    /** Keeps the newest message only. */
    public static final Option<Boolean> CONFLATE = flag("CONFLATE", 54, false)
            .on(PUSH, PULL, PUB, SUB, DEALER)
            .doc("Keeps only the newest message for each peer; messages of one frame only.");

    // Connections.

    /** The kernel's send buffer. */
    public static final Option<Integer> SNDBUF = count("SNDBUF", 11, -1, -1, Integer.MAX_VALUE)
            .doc("Bytes of the kernel's send buffer; -1 leaves it to the system.");

    /** The kernel's receive buffer. */
    public static final Option<Integer> RCVBUF = count("RCVBUF", 12, -1, -1, Integer.MAX_VALUE)
            .doc("Bytes of the kernel's receive buffer; -1 leaves it to the system.");

    /** How many connections the kernel holds for a listener. */
    public static final Option<Integer> BACKLOG = count("BACKLOG", 19, 4096, 0, Integer.MAX_VALUE)
            .doc("How many connections the kernel holds until they are accepted.");

    /** The first wait before connecting again: after a failure, or after a connection that lasted for a second. */
    public static final Option<Duration> RECONNECT_IVL = timeOr(
                    "RECONNECT_IVL", 18, Duration.ofMillis(100), "never connect again")
            .doc("The longest first wait before connecting again; it doubles up to RECONNECT_IVL_MAX, with jitter,"
                    + " until a connection has lasted for a second.");

    /** The longest wait before connecting again. */
    public static final Option<Duration> RECONNECT_IVL_MAX = time("RECONNECT_IVL_MAX", 21, Duration.ofSeconds(10))
            .doc("The longest wait before connecting again; less than RECONNECT_IVL keeps the wait at that.");

    /** How often a dialer that was refused for good tries again. */
    public static final Option<Duration> RETRY_REFUSED = time("RETRY_REFUSED", 0, Duration.ZERO)
            .doc("How often to connect again after the peer refused us for good; 0 is never.");

    /** How long one attempt to connect may take. */
    public static final Option<Duration> CONNECT_TIMEOUT = time("CONNECT_TIMEOUT", 79, Duration.ZERO)
            .doc("How long one attempt to connect may take; 0 leaves it to the system.");

    /** How long a handshake may take. */
    public static final Option<Duration> HANDSHAKE_IVL = time("HANDSHAKE_IVL", 66, Duration.ofSeconds(10))
            .doc("How long a handshake may take, authentication included; 0 is no limit.");

    /** Queues messages only for peers that are connected. */
    public static final Option<Boolean> IMMEDIATE = flag("IMMEDIATE", 39, false)
            .doc("Queues messages only for peers whose handshake is done, not for those still connecting.");

    /** IPv6 besides IPv4. */
    public static final Option<Boolean> IPV6 =
            flag("IPV6", 42, true).doc("Uses IPv6 besides IPv4, where the kernel has it; * then listens on both.");

    /** TCP keepalive. */
    public static final Option<Integer> TCP_KEEPALIVE =
            count("TCP_KEEPALIVE", 34, 1, -1, 1).doc("TCP keepalive: 1 on, 0 off, -1 as the system has it.");

    /** TCP keepalive probes. */
    public static final Option<Integer> TCP_KEEPALIVE_CNT = count("TCP_KEEPALIVE_CNT", 35, 3, -1, Integer.MAX_VALUE)
            .doc("How many TCP keepalive probes may stay unanswered; -1 as the system has it.");

    /** TCP keepalive idle time. */
    public static final Option<Duration> TCP_KEEPALIVE_IDLE = timeOr(
                    "TCP_KEEPALIVE_IDLE", 36, Duration.ofSeconds(60), "as the system has it")
            .doc("How long a connection is idle before the first TCP keepalive probe, in whole seconds.");

    /** TCP keepalive interval. */
    public static final Option<Duration> TCP_KEEPALIVE_INTVL = timeOr(
                    "TCP_KEEPALIVE_INTVL", 37, Duration.ofSeconds(10), "as the system has it")
            .doc("How long between TCP keepalive probes, in whole seconds.");

    /** Type of service. */
    public static final Option<Integer> TOS =
            count("TOS", 57, 0, 0, 255).doc("The type-of-service byte (DSCP and ECN) of outgoing packets.");

    // Heartbeats (ZMTP 3.1, RFC 37).

    /** How often a PING is sent. */
    public static final Option<Duration> HEARTBEAT_IVL =
            time("HEARTBEAT_IVL", 75, Duration.ZERO).doc("How often a PING is sent; 0 sends none.");

    /** What the peer is told about our silence. */
    public static final Option<Duration> HEARTBEAT_TTL = timeUpTo(
                    "HEARTBEAT_TTL", 76, Duration.ZERO, Duration.ofMillis(6_553_599))
            .doc("After how long without traffic the peer shall give us up; 65.5 s at most is sent; 0 says nothing.");

    /** How long to wait for an answer to a PING. */
    public static final Option<Duration> HEARTBEAT_TIMEOUT = timeOr(
                    "HEARTBEAT_TIMEOUT", 77, FOREVER, "as HEARTBEAT_IVL")
            .doc("How long after a PING something must arrive; 0 waits for ever; a peer that may still have messages of"
                    + " ours to take is given at least 90 s.");

    // Patterns.

    /** Says when a message cannot be routed. */
    public static final Option<Boolean> ROUTER_MANDATORY = flag("ROUTER_MANDATORY", 33, false)
            .on(ROUTER)
            .atOnce()
            .doc("Sending to an unknown id is EHOSTUNREACH, and to a full peer waits, instead of dropping.");

    /** Lets a newcomer take a routing id over. */
    public static final Option<Boolean> ROUTER_HANDOVER = flag("ROUTER_HANDOVER", 56, false)
            .on(ROUTER)
            .atOnce()
            .doc("A new peer with a known id takes it over and the old connection ends; else the new one is refused.");

    /** The id for the next connection. */
    public static final Option<byte[]> CONNECT_ROUTING_ID = routingId("CONNECT_ROUTING_ID", 61)
            .on(ROUTER)
            .writeOnly()
            .doc("The id that this ROUTER gives the peer of its next connect; used once.");

    /** Greets each new peer with an empty message. */
    public static final Option<Boolean> PROBE_ROUTER = flag("PROBE_ROUTER", 51, false)
            .on(REQ, DEALER, ROUTER)
            .atOnce()
            .doc("Sends an empty message on each new connection, so that a ROUTER there learns our id.");

    /** Marks requests so that only their own reply counts. */
    public static final Option<Boolean> REQ_CORRELATE = flag("REQ_CORRELATE", 52, false)
            .on(REQ)
            .atOnce()
            .doc("Puts a number before each request and drops replies that carry another one.");

    /** Allows a new request before the reply. */
    public static final Option<Boolean> REQ_RELAXED = flag("REQ_RELAXED", 53, false)
            .on(REQ)
            .atOnce()
            .doc("Allows a new request before the reply to the last; use it together with REQ_CORRELATE.");

    /** Makes a publisher wait instead of dropping. */
    public static final Option<Boolean> XPUB_NODROP = flag("XPUB_NODROP", 69, false)
            .on(PUB, RADIO)
            .atOnce()
            .doc("A publisher waits when a subscriber's queue is full instead of dropping the message for it.");

    /** Turns subscriptions round. */
    public static final Option<Boolean> INVERT_MATCHING = flag("INVERT_MATCHING", 74, false)
            .on(PUB, SUB)
            .atOnce()
            .doc("Delivers the messages that match no subscription; both ends must agree.");

    /** Keeps unsent messages of a peer that left. */
    public static final Option<Boolean> RETURN_UNSENT = flag("RETURN_UNSENT", 0, true)
            .on(PUSH, DEALER, CLIENT, SCATTER)
            .atOnce()
            .doc("Hands what was unsent to an accepted peer that left on to the next peer with room; false drops it.");

    /** The first message to each new peer. */
    public static final Option<byte[]> HELLO_MSG = message("HELLO_MSG", 110)
            .on(DEALER, CLIENT, PEER)
            .doc("The first message that each new peer gets, again after each reconnection; "
                    + "ROUTER and SERVER too where the context's serverHello says so.");

    /** What the application receives when an accepted peer goes away. */
    public static final Option<byte[]> DISCONNECT_MSG = message("DISCONNECT_MSG", 111)
            .on(ROUTER, SERVER, PEER)
            .doc("The message that this socket itself receives, as if from the peer, when an accepted peer goes away.");

    /** What the application receives when a connection it made is lost. */
    public static final Option<byte[]> HICCUP_MSG = message("HICCUP_MSG", 114)
            .on(DEALER, CLIENT, PEER)
            .doc("The message that this socket itself receives, as if from the peer, "
                    + "when a connection it made is lost.");

    /** Has a ROUTER told when peers come and go. */
    public static final Option<Integer> ROUTER_NOTIFY = count("ROUTER_NOTIFY", 97, 0, 0, 3)
            .on(ROUTER)
            .draft()
            .doc("Delivers an id and an empty frame when a peer comes (1), goes (2) or both (3); not over inproc.");

    // udp.

    /** How many routers multicast datagrams may pass. */
    public static final Option<Integer> MULTICAST_HOPS = count("MULTICAST_HOPS", 25, 1, 1, 255)
            .doc("How many networks multicast datagrams may cross: their time to live.");

    /** Whether multicast datagrams come back to this machine. */
    public static final Option<Boolean> MULTICAST_LOOP = flag("MULTICAST_LOOP", 96, true)
            .draft()
            .doc("Whether multicast datagrams also reach sockets on the machine that sends them.");

    // Read-only.

    /** The socket's type. */
    public static final Option<SocketType> TYPE = readOnly(
                    "TYPE", 16, SocketType.class, SocketType.PAIR, "a type of socket")
            .doc("The socket's type.");

    /** The endpoint of the last bind or connect. */
    public static final Option<String> LAST_ENDPOINT = readOnly(
                    "LAST_ENDPOINT", 32, String.class, "", "an endpoint or empty")
            .doc("The endpoint that was bound or connected last, wildcards filled in; empty before.");

    /** The security mechanism. */
    public static final Option<String> MECHANISM =
            readOnly("MECHANISM", 43, String.class, "NULL", "NULL").doc("The security mechanism of the handshakes.");

    /** Whether many threads may use the socket at once. */
    public static final Option<Boolean> THREAD_SAFE = readOnly("THREAD_SAFE", 81, Boolean.class, false, "true or false")
            .doc("Whether any number of threads may use the socket at once.");

    /** The number of topics. */
    public static final Option<Integer> TOPICS_COUNT = readOnly("TOPICS_COUNT", 116, Integer.class, 0, "0 or more")
            .on(PUB, SUB)
            .draft()
            .doc("How many different topics are subscribed to.");

    private static final List<Option<?>> ALL = List.of(
            ROUTING_ID,
            METADATA,
            LINGER,
            SNDHWM,
            RCVHWM,
            SND_BYTES,
            RCV_BYTES,
            SNDTIMEO,
            RCVTIMEO,
            SPIN,
            MAXMSGSIZE,
            CONFLATE,
            SNDBUF,
            RCVBUF,
            BACKLOG,
            RECONNECT_IVL,
            RECONNECT_IVL_MAX,
            RETRY_REFUSED,
            CONNECT_TIMEOUT,
            HANDSHAKE_IVL,
            IMMEDIATE,
            IPV6,
            TCP_KEEPALIVE,
            TCP_KEEPALIVE_CNT,
            TCP_KEEPALIVE_IDLE,
            TCP_KEEPALIVE_INTVL,
            TOS,
            HEARTBEAT_IVL,
            HEARTBEAT_TTL,
            HEARTBEAT_TIMEOUT,
            ROUTER_MANDATORY,
            ROUTER_HANDOVER,
            CONNECT_ROUTING_ID,
            PROBE_ROUTER,
            REQ_CORRELATE,
            REQ_RELAXED,
            XPUB_NODROP,
            INVERT_MATCHING,
            RETURN_UNSENT,
            HELLO_MSG,
            DISCONNECT_MSG,
            HICCUP_MSG,
            ROUTER_NOTIFY,
            MULTICAST_HOPS,
            MULTICAST_LOOP,
            TYPE,
            THREAD_SAFE,
            LAST_ENDPOINT,
            MECHANISM,
            TOPICS_COUNT);

    private Options() {}

    /** {@return all options, each once, in the order of this page} */
    public static List<Option<?>> all() {
        return ALL;
    }

    /**
     * The option of a name.
     *
     * @param name upper or lower case; {@code IDENTITY} is known too
     * @return the option, or null when there is none
     */
    public static Option<?> named(String name) {
        if (name.equalsIgnoreCase("IDENTITY")) {
            return IDENTITY;
        }
        for (Option<?> option : ALL) {
            if (option.name().equalsIgnoreCase(name)) {
                return option;
            }
        }
        return null;
    }

    /** A quarter of the heap, so that one message cannot fill it, but never more than 1 GiB. */
    private static long largestMessage() {
        return Math.min(1024 * MIB, Runtime.getRuntime().maxMemory() / 4);
    }
}
