package org.lingmq.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that measure for a moment: the figures mean nothing, but they are there. */
class MeasurementTest {
    private static final Timing MOMENT = new Timing(20, 20, 50, 1);

    private static Program program(String main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", System.getProperty("java.class.path"), main);
        return new Program("test", "", command, EnumSet.allOf(Work.class), Set.of("tcp", "ipc", "inproc"));
    }

    private static final Program LING = program("org.lingmq.bench.peer.Peer");

    @ParameterizedTest
    @CsvSource({
        "ONE_WAY,tcp,64,1",
        "ONE_WAY,ipc,1024,1",
        "ONE_WAY,inproc,16,1",
        "ONE_WAY,tcp,64,3",
        "ROUTED,tcp,64,5",
        "FAN_OUT,tcp,64,3"
    })
    void aFlowHasARate(Work work, String transport, int size, int count) {
        Map<String, Double> figures = Measurement.of(LING, new Case(work, transport, size, count, 0), MOMENT);
        assertTrue(figures.get("messages_per_s") > 0, figures::toString);
    }

    @ParameterizedTest
    @CsvSource({"ROUND_TRIP,tcp,0", "ROUND_TRIP,inproc,0", "FIXED_RATE,tcp,2000"})
    void aTripHasPercentiles(Work work, String transport, double rate) {
        Map<String, Double> figures = Measurement.of(LING, new Case(work, transport, 64, 1, rate), MOMENT);
        assertTrue(figures.get("p50_us") > 0, figures::toString);
        assertTrue(figures.get("p99.9_us") >= figures.get("p50_us"), figures::toString);
    }

    @Test
    void idleConnectionsHaveMemory() {
        Map<String, Double> figures = Measurement.of(LING, Plan.idle(20), MOMENT);
        assertTrue(
                figures.keySet().containsAll(Set.of("connect_s", "resident_sink_b", "heap_source_b")),
                figures::toString);
    }

    @Test
    void churnLeavesNothing() {
        Map<String, Double> figures = Measurement.of(LING, new Case(Work.CHURN, "tcp", 1, 50, 0), MOMENT);
        assertTrue(figures.get("cycles_per_s") > 0, figures::toString);
        assertTrue(figures.containsKey("close_ms"), figures::toString);
    }

    @Test
    void theLimitIsMeasuredInTheSameWay() {
        Program limit = program("org.lingmq.bench.peer.Limit");
        Map<String, Double> figures = Measurement.of(limit, new Case(Work.ONE_WAY, "tcp", 64, 1, 0), MOMENT);
        assertTrue(figures.get("messages_per_s") > 0, figures::toString);
    }

    @Test
    void aProgramThatFailsSaysWhy() {
        Program broken = program("org.lingmq.bench.peer.Nothing");
        BenchFailure failure = assertThrows(
                BenchFailure.class, () -> Measurement.of(broken, new Case(Work.ONE_WAY, "tcp", 64, 1, 0), MOMENT));
        assertTrue(failure.getMessage().contains("org.lingmq.bench.peer.Nothing"), failure.getMessage());
        assertEquals(0, failure.getSuppressed().length);
    }
}
