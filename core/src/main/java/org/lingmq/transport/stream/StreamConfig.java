package org.lingmq.transport.stream;

import java.time.Duration;
import org.lingmq.Options;
import org.lingmq.io.IoThread;
import org.lingmq.security.NullMechanism;
import org.lingmq.transport.HandshakeGate;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.zmtp.HandshakeConfig;
import org.lingmq.zmtp.HandshakeLimits;

/**
 * What the links of one endpoint work with, fixed at bind or connect.
 *
 * @param side the socket
 * @param io the thread that cares for them
 * @param endpoint as the socket knows it
 * @param options the socket's options at that moment
 * @param handshake what is said in the handshake
 * @param gate how many handshakes the context has under way
 */
public record StreamConfig(
        SocketSide side,
        IoThread io,
        String endpoint,
        OptionValues options,
        HandshakeConfig handshake,
        HandshakeGate gate) {

    /** The configuration of an endpoint that is bound or connected now. */
    public static StreamConfig of(Surroundings around, String endpoint) {
        OptionValues options = around.options();
        SocketSide side = around.side();
        HandshakeConfig handshake = new HandshakeConfig(
                side.type().wireName(),
                options.get(Options.ROUTING_ID),
                options.get(Options.METADATA),
                side.type()::acceptsWireName,
                NullMechanism::new,
                HandshakeLimits.DEFAULT);
        return new StreamConfig(side, around.io(), endpoint, options, handshake, around.gate());
    }

    long handshakeNs() {
        return options.get(Options.HANDSHAKE_IVL).toNanos();
    }

    long heartbeatNs() {
        return options.get(Options.HEARTBEAT_IVL).toNanos();
    }

    /** How long after a PING the peer is given up; 0 for never. */
    long heartbeatTimeoutNs() {
        Duration timeout = options.get(Options.HEARTBEAT_TIMEOUT);
        return timeout.isNegative() ? heartbeatNs() : timeout.toNanos();
    }

    int heartbeatTtlDeciseconds() {
        return (int)
                Math.min(Integer.MAX_VALUE, options.get(Options.HEARTBEAT_TTL).toMillis() / 100);
    }

    int sendHighWaterMark() {
        return conflates() ? 1 : options.get(Options.SNDHWM);
    }

    private boolean conflates() {
        return options.get(Options.CONFLATE);
    }

    /** A high water mark of 0 lifts the byte mark too. */
    long sendByteMark() {
        return sendHighWaterMark() == 0 ? 0 : options.get(Options.SND_BYTES);
    }

    int receiveHighWaterMark() {
        return options.get(Options.RCVHWM);
    }

    long receiveByteMark() {
        return receiveHighWaterMark() == 0 ? 0 : options.get(Options.RCV_BYTES);
    }

    /** -1 means what an array can hold. */
    long maxMessageBytes() {
        long set = options.get(Options.MAXMSGSIZE);
        return set < 0 ? Integer.MAX_VALUE - 64 : Math.min(set, Integer.MAX_VALUE - 64);
    }
}
