package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {
    private static String log(LogFormat format, String requests) throws Exception {
        try (WireServer server = new WireServer(60_000, format, null, false)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, requests);
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            }
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
            return lines.get(0);
        }
    }

    @Test
    void aCommonLine() throws Exception {
        String line = log(LogFormat.CLF, WireServer.GET_A.replace("/a", "/a?q=%C3%A4&r"));
        String pattern = "127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                + "\"GET /a\\?q=%C3%A4&r HTTP/1\\.1\" 200 5";
        assertTrue(line.matches(pattern), line);
    }

    @Test
    void aUserIsNamed() throws Exception {
        String line = log(LogFormat.CLF, WireServer.GET_A.replace("/a", "/user"));
        assertTrue(line.startsWith("127.0.0.1 - an\\x20\\x22na\\x0A ["), line);
    }

    @Test
    void anAnswerToHeadHasNoBytes() throws Exception {
        String line = log(LogFormat.CLF, WireServer.GET_A.replace("GET", "HEAD"));
        assertTrue(line.endsWith("\"HEAD /a HTTP/1.1\" 200 0"), line);
    }

    @ParameterizedTest
    @CsvSource({
        "'/a\"b\\c', '/a\\x22b\\x5Cc'", // Ends the field; begins an escape.
        "'/a\u00c2\u009b2J', '/a\\xC2\\x9B2J'", // A terminal code in one character.
        "'/a\u00e2\u0080\u00ae', '/a\\xE2\\x80\\xAE'", // Turns the line around.
        "'http://other/a', '/a'",
        "'*', '*'"
    })
    void whatClientsCallTheirTarget(String target, String logged) throws Exception {
        String line = log(LogFormat.CLF, "OPTIONS " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(line.contains("\"OPTIONS " + logged + " HTTP/1.1\" "), line);
    }

    @Test
    void whatClientsCallTheirMethod() throws Exception {
        String line = log(LogFormat.CLF, "G'|`~ /a HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(line.contains("\"G'|`~ /a HTTP/1.1\" "), line);
    }

    @Test
    void aLineOfJson() throws Exception {
        long before = System.currentTimeMillis();
        String line = log(
                LogFormat.JSON,
                "GET /user?\"\\\u00c2\u009b HTTP/1.1\r\nHost: x\r\n"
                        + "Referer: \"},\\\r\nUser-Agent: \u00c2\u009b2J\r\n\r\n");
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
        Map<String, Object> fields = JSON.std.mapFrom(line);
        assertEquals(
                List.of(
                        "time",
                        "remote",
                        "user",
                        "method",
                        "target",
                        "protocol",
                        "status",
                        "bytes",
                        "duration_ms",
                        "referer",
                        "user_agent"),
                List.copyOf(fields.keySet()));
        long time =
                OffsetDateTime.parse((String) fields.get("time")).toInstant().toEpochMilli();
        assertTrue(time >= before && time <= System.currentTimeMillis(), line);
        assertEquals("127.0.0.1", fields.get("remote"));
        assertEquals("an \"na\n", fields.get("user"));
        assertEquals("GET", fields.get("method"));
        assertEquals("/user?\"\\\u009b", fields.get("target"));
        assertEquals("HTTP/1.1", fields.get("protocol"));
        assertEquals(200, fields.get("status"));
        assertEquals(5, fields.get("bytes"));
        double duration = ((Number) fields.get("duration_ms")).doubleValue();
        assertTrue(duration > 0 && duration < 60_000, line);
        assertEquals("\"},\\", fields.get("referer"));
        assertTrue(((String) fields.get("user_agent")).endsWith("\u009b2J"), line);
    }

    @Test
    void silenceInJson() throws Exception {
        Map<String, Object> fields = JSON.std.mapFrom(log(LogFormat.JSON, "GET"));
        assertEquals(499, fields.get("status"));
        assertEquals(0, fields.get("bytes"));
        assertEquals("127.0.0.1", fields.get("remote"));
        assertTrue(fields.containsKey("target"));
        assertNull(fields.get("target"));
    }

    @Test
    void aStuckLogHoldsUpNoRequest() throws Exception {
        StuckWriter out = new StuckWriter();
        try (WireServer server = new WireServer(60_000, LogFormat.CLF, out, null, false);
                Socket client = server.connect()) {
            for (int i = 0; i < 9_000; i += 100) {
                WireServer.send(client, WireServer.GET_A.repeat(100));
                for (int j = 0; j < 100; j++) {
                    WireServer.readTo(client, "hello");
                }
            }
            assertEquals("", out.text());
            out.release();
        }
        List<String> lines = out.text().lines().toList();
        String said = lines.stream().filter(l -> l.startsWith("#")).findFirst().orElseThrow();
        assertEquals(9_000, lines.size() - 1 + Long.parseLong(said.replaceAll("\\D", "")), said);
    }

    @Test
    void aSlowLogLosesAsFewLinesAsItCan() throws Exception {
        StuckWriter out = new StuckWriter();
        try (AccessLog log = new AccessLog(LogFormat.CLF, out, Clock.systemUTC())) {
            out.awaitStuck(() -> log.silent(null, 408, 0));
            // More than the queue takes: all of this returns while nothing can be written.
            for (int i = 0; i < 20_000; i++) {
                log.silent(null, 408, 0);
            }
            assertEquals("", out.text());
            out.release();
        }
        List<String> lines = out.text().lines().toList();
        String said = lines.stream().filter(l -> l.startsWith("#")).findFirst().orElseThrow();
        long lost = Long.parseLong(said.replaceAll("\\D", ""));
        assertEquals(20_001, lines.size() - 1 + lost, said);
        assertTrue(lost >= 20_001 - 8_193, said);
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Kolkata, 21/Nov/2026:05:30:59 +0530, 2026-11-21T05:30:59.007+05:30",
        "America/New_York, 20/Nov/2026:19:00:59 -0500, 2026-11-20T19:00:59.007-05:00",
        "UTC, 21/Nov/2026:00:00:59 +0000, 2026-11-21T00:00:59.007+00:00"
    })
    void times(String zone, String common, String iso) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T00:00:59.007Z"), ZoneId.of(zone));
        assertEquals(common, new Timestamps(clock).common());
        assertEquals(iso, new Timestamps(clock).iso());
    }

    @Test
    void timesGoOn() {
        StepClock clock = new StepClock(Instant.parse("2026-11-21T00:00:59.999Z"));
        Timestamps timestamps = new Timestamps(clock);
        assertEquals("21/Nov/2026:00:00:59 +0000", timestamps.common());
        clock.millis++;
        assertEquals("21/Nov/2026:00:01:00 +0000", timestamps.common());
        assertEquals("2026-11-21T00:01:00.000+00:00", timestamps.iso());
        clock.millis--;
        assertEquals("2026-11-21T00:00:59.999+00:00", timestamps.iso());
    }

    private static final class StepClock extends Clock {
        private long millis;

        StepClock(Instant start) {
            this.millis = start.toEpochMilli();
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }
}
