package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PairTest {
    @RegisterExtension
    final Stage stage = new Stage();

    @InAllPairings
    void twoMessagesComeBackForOne(Pairing pairing) throws InterruptedException {
        Program bound = stage.start(pairing.first, "PairBound", "tcp://127.0.0.1:*");
        stage.start(pairing.second, "PairConnected", bound.bound());

        bound.type("one", "两", "q");

        assertEquals(List.of("got one", "that makes 1", "got 两", "that makes 2"), bound.linesToEnd());
    }
}
