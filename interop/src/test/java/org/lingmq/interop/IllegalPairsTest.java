package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;

/** Every pair of types that cannot talk to each other: refused, with an event that says who and why. */
@NeedsLibzmq
class IllegalPairsTest {
    private static final Set<MonitorEventType> REFUSALS =
            EnumSet.of(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL, MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL);
    private static PythonPeer python;

    @BeforeAll
    static void start() {
        python = PythonPeer.start();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    static Stream<Arguments> pairs() {
        return Scope.pairs(false);
    }

    @ParameterizedTest(name = "{0} - {1} over {2}, LingMQ binds: {3}")
    @MethodSource("pairs")
    void ZMTP_42_aPeerOfTheWrongTypeIsRefused(SocketType our, String their, String transport, boolean weBind)
            throws InterruptedException {
        try (Pairing pair = new Pairing(our, python, their)) {
            String endpoint = pair.join(transport, weBind);
            MonitorEvent refused = pair.events.await(REFUSALS);
            assertEquals(endpoint, refused.endpoint());
            assertNotNull(refused.remoteAddress());
            assertTrue(refused.reason().contains("cannot talk to a"), refused::reason);
            assertTrue(refused.reason().contains(our.name()), refused::reason);
            // libzmq closes without a word when it reads our type before it has told its own.
            boolean told = refused.type() == MonitorEventType.HANDSHAKE_FAILED_PROTOCOL;
            assertEquals(told, refused.reason().contains('"' + their + '"'), refused::reason);
            assertEquals(0, pair.events.count(MonitorEventType.HANDSHAKE_SUCCEEDED));
            assertEquals(List.of(), pair.ours.peers());
        }
    }
}
