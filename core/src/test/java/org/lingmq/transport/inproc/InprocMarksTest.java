package org.lingmq.transport.inproc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** Water marks of both sockets add up also when they are moved later. */
@ExtendWith(NothingLeftBehind.class)
class InprocMarksTest {
    private static final String NAME = "inproc://marks";
    private static final int MANY = 5_000;

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private Socket socket(SocketType type) {
        return context.socket(type).set(Options.RCVTIMEO, Transports.PATIENCE);
    }

    private static int fill(Socket push, int first) {
        int sent = 0;
        while (sent < MANY && push.trySend("m" + (first + sent))) {
            sent++;
        }
        return sent;
    }

    private static void join(Socket first, Socket second) {
        first.bind(NAME);
        second.connect(NAME);
        Transports.awaitPeers(first, 1);
        Transports.awaitPeers(second, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMarkThatIsMovedStillAddsUp(boolean pullBinds) {
        try (Socket pull = socket(SocketType.PULL).set(Options.RCVHWM, 3);
                Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, 2)) {
            join(pullBinds ? pull : push, pullBinds ? push : pull);
            push.set(Options.SNDHWM, 4);
            assertEquals(4 + 3, fill(push, 0));
            pull.set(Options.RCVHWM, 10);
            Eventually.until(push::canSend, () -> "there is no more room");
            assertEquals(10 - 3, fill(push, 7));
            push.set(Options.SNDHWM, 6);
            assertEquals(6 - 4, fill(push, 14));
            Transports.receiveNumbers(pull, 0, 16);
        }
    }

    @Test
    void theLargestMarksLeaveRoom() {
        try (Socket pull = socket(SocketType.PULL);
                Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, 2)) {
            join(pull, push);
            assertEquals(2 + 1000, fill(push, 0));
            pull.set(Options.RCVHWM, Integer.MAX_VALUE).set(Options.RCV_BYTES, Long.MAX_VALUE);
            Eventually.until(push::canSend, () -> "there is no more room");
            assertEquals(MANY, fill(push, 1002));
        }
    }

    @Test
    void aSendersMarkMovedWhileNobodyIsBoundCountsLater() {
        try (Socket pull = socket(SocketType.PULL).set(Options.RCVHWM, 3);
                Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, 2)) {
            push.connect(NAME);
            push.set(Options.SNDHWM, 5);
            pull.bind(NAME);
            Transports.awaitPeers(push, 1);
            assertEquals(5 + 3, fill(push, 0));
            Transports.receiveNumbers(pull, 0, 8);
        }
    }

    @Test
    void aReceiversMarkMovedWhileNobodyIsBoundCountsLater() {
        try (Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, 2);
                Socket pull = socket(SocketType.PULL).set(Options.RCVHWM, 3)) {
            pull.connect(NAME);
            pull.set(Options.RCVHWM, 6);
            push.bind(NAME);
            Transports.awaitPeers(push, 1);
            assertEquals(2 + 6, fill(push, 0));
            Transports.receiveNumbers(pull, 0, 8);
        }
    }
}
