package org.lingmq.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a run leaves. */
class ReportTest {
    private static final Case SMALL = new Case(Work.ONE_WAY, "tcp", 64, 1, 0);

    @TempDir
    private Path folder;

    private static Report report() {
        Results results = new Results();
        results.add(SMALL, Programs.LING, Map.of("messages_per_s", 10.0));
        results.add(SMALL, Programs.LIBZMQ, Map.of("messages_per_s", 2.0));
        results.addFailure(SMALL, Programs.JEROMQ, "</script> is no reason");
        Timing timing = new Timing(1, 1, 1, 1, 1);
        return new Report(results, List.of(), List.of(), Bars.of(List.of(SMALL), results), timing);
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws IOException {
        Path file = folder.resolve("report.html");
        report().writeHtml(file);
        String page = Files.readString(file);
        assertFalse(page.contains(" src=") || page.contains("<link") || page.contains("@import"));
        for (String part : new String[] {"STYLE", "SCRIPT", "CHART", "DATA"}) {
            assertFalse(page.contains("/*" + part + "*/"), part);
        }
        assertTrue(page.contains("<\\/script> is no reason"), "what was measured cannot end the script");
    }

    @Test
    void aGoalNamesItsCaseFigureAndPeer() throws IOException {
        Path file = folder.resolve("figures.json");
        report().writeJson(file);
        Map<String, Object> all = JSON.std.mapFrom(file.toFile());
        Map<?, ?> goal = (Map<?, ?>) ((List<?>) all.get("bars")).get(0);
        assertEquals(SMALL.label(), goal.get("case"));
        assertEquals("messages_per_s", goal.get("figure"));
        assertEquals("libzmq", goal.get("peer"));
        assertEquals(5.0, goal.get("measured"));
    }
}
