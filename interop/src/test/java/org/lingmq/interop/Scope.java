package org.lingmq.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.lingmq.SocketType;

/** Which types and transports the tests of pairs go through. */
final class Scope {
    /** The types libzmq has that speak ZMTP and are not in draft. */
    static final List<String> THEIRS =
            List.of("PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL", "PUSH", "XPUB", "XSUB");

    /** A wildcard endpoint of every transport the two share. */
    static final List<String> TRANSPORTS = List.of("tcp://127.0.0.1:*", "ipc://*");

    private Scope() {}

    /** Our type, their type, wildcard endpoint, whether we bind: for every pair that is legal, or for every other. */
    static Stream<Arguments> pairs(boolean legal) {
        List<Arguments> pairs = new ArrayList<>();
        for (SocketType our : SocketType.values()) {
            for (String their : THEIRS) {
                // Our DGRAM speaks no ZMTP.
                if (our != SocketType.DGRAM && our.acceptsWireName(their) == legal) {
                    for (String transport : TRANSPORTS) {
                        pairs.add(Arguments.of(our, their, transport, true));
                        pairs.add(Arguments.of(our, their, transport, false));
                    }
                }
            }
        }
        return pairs.stream();
    }
}
