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
    private static final Timing MOMENT = new Timing(20, 20, 50, 1, 150);

    private static Program program(String main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", System.getProperty("java.class.path"), main);
        return new Program("test", "", command, EnumSet.allOf(Work.class), Set.of("tcp", "ipc", "inproc"), 1);
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
                figures.keySet()
                        .containsAll(Set.of("connect_s", "resident_sink_b", "heap_sink_b", "heap_source_b", "again_s")),
                figures::toString);
    }

    @Test
    void churnLeavesNothing() {
        Map<String, Double> figures = Measurement.of(LING, new Case(Work.CHURN, "tcp", 1, 50, 0), MOMENT);
        assertTrue(figures.get("cycles_per_s") > 0, figures::toString);
        assertTrue(figures.containsKey("close_ms"), figures::toString);
        assertEquals(0, figures.get("threads_left"), figures::toString);
    }

    @Test
    void aPublisherHasMemory() {
        Map<String, Double> figures = Measurement.of(LING, new Case(Work.FAN_OUT, "tcp", 1024, 2, 0), MOMENT);
        assertTrue(figures.get("memory_mb") > 0, figures::toString);
    }

    @Test
    void whatTheDescriptorsDoNotSufficeForIsRefusedInASentence() {
        BenchFailure refusal = assertThrows(BenchFailure.class, () -> Descriptors.check(15_000, 1024));
        assertEquals(
                "a process needs some 15,200 file descriptors and may have 1,024;"
                        + " raise the limit first: ulimit -n 15200",
                refusal.getMessage());
    }

    @Test
    void socketsAreSpreadOverProcessesThatCanHaveThem() {
        assertEquals(1, Descriptors.processes(10_000, 1, 20_000));
        assertEquals(2, Descriptors.processes(10_000, 2, 20_000));
        assertEquals(3, Descriptors.processes(10_000, 5, 20_000));
    }

    @ParameterizedTest
    @CsvSource({"ONE_WAY,tcp,messages_per_s", "ROUND_TRIP,tcp,mean_us", "ROUND_TRIP,ipc,mean_us"})
    void theLimitIsMeasuredInTheSameWay(Work work, String transport, String figure) {
        Program limit = program("org.lingmq.bench.peer.Limit");
        Map<String, Double> figures = Measurement.of(limit, new Case(work, transport, 64, 1, 0), MOMENT);
        assertTrue(figures.get(figure) > 0, figures::toString);
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
