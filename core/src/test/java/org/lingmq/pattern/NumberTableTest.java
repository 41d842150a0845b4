package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The numbers of a SERVER's peers. */
final class NumberTableTest {

    private static Pipe pipe() {
        return new Pipe(0, "test://", null, null, null);
    }

    @Test
    void CLISRV_1_zeroIsNobodysNumber() {
        NumberTable table = new NumberTable(-1);
        Pipe before = pipe();
        Pipe after = pipe();
        table.enter(before);
        table.enter(after);
        assertEquals(-1, before.number);
        assertEquals(1, after.number);
        assertNull(table.find(0));
        assertSame(before, table.find(-1));
        assertSame(after, table.find(1));
    }

    @Test
    void CLISRV_1_aNumberInUseIsSkippedWhenTheCountComesRoundAgain() {
        NumberTable table = new NumberTable(5);
        Pipe first = pipe();
        table.enter(first);
        table.countFrom(4);
        Pipe second = pipe();
        Pipe third = pipe();
        table.enter(second);
        table.enter(third);
        assertEquals(4, second.number);
        assertEquals(6, third.number);
        assertSame(first, table.find(5));
    }

    @Test
    void whoIsNotInTheTableIsNotTakenOut() {
        NumberTable table = new NumberTable(5);
        Pipe first = pipe();
        table.enter(first);
        Pipe stranger = pipe();
        stranger.number = 5;
        table.remove(stranger);
        table.remove(pipe());
        assertSame(first, table.find(5));
    }

    @Test
    void manyComeAndGoAndEachIsFound() {
        Random random = new Random(1);
        NumberTable table = new NumberTable(Integer.MAX_VALUE - 100);
        Map<Integer, Pipe> there = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(5) > 1 || there.isEmpty()) {
                Pipe pipe = pipe();
                table.enter(pipe);
                assertNull(there.put(pipe.number, pipe));
            } else {
                int number = there.keySet().iterator().next();
                table.remove(there.remove(number));
                assertNull(table.find(number));
            }
        }
        there.forEach((number, pipe) -> assertSame(pipe, table.find(number)));
    }
}
