package org.lingmq.transport.inproc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.MonitorEventType;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;

/** Events of inproc connections come in the order in which things happen. */
@ExtendWith(NothingLeftBehind.class)
class InprocEventsTest {

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    @RepeatedTest(20)
    void aSecondPeerOfAPairIsAcceptedBeforeItIsRefused() throws Exception {
        try (Socket pair = context.socket(SocketType.PAIR);
                Socket first = context.socket(SocketType.PAIR);
                Socket second = context.socket(SocketType.PAIR)) {
            Events events = Events.of(pair);
            pair.bind("inproc://one-peer");
            first.connect("inproc://one-peer");
            second.connect("inproc://one-peer");
            List<MonitorEventType> told = new ArrayList<>();
            do {
                told.add(events.next().type());
            } while (!told.contains(MonitorEventType.PEER_REFUSED));
            assertEquals(
                    List.of(
                            MonitorEventType.LISTENING,
                            MonitorEventType.ACCEPTED,
                            MonitorEventType.ACCEPTED,
                            MonitorEventType.PEER_REFUSED),
                    told);
        }
    }
}
