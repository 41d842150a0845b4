package org.lingmq.bench;

import java.util.List;
import java.util.Map;

/** What figures are called in tables, and which is a case's main one. */
final class FigureNames {

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("messages_per_s", "messages/s"),
            Map.entry("mb_per_s", "MB/s"),
            Map.entry("cpu_s_per_million", "CPU s per million"),
            Map.entry("allocated_per_message", "B allocated per message"),
            Map.entry("p50_us", "p50 us"),
            Map.entry("p99_us", "p99 us"),
            Map.entry("p99.9_us", "p99.9 us"),
            Map.entry("mean_us", "mean us"),
            Map.entry("memory_mb", "MB the publisher takes"),
            Map.entry("again_s", "s until all have spoken again"),
            Map.entry("processes", "processes"),
            Map.entry("connect_s", "s to connect all"),
            Map.entry("heap_sink_b", "heap B per connection, bound side"),
            Map.entry("heap_source_b", "heap B per connection, connecting side"),
            Map.entry("direct_sink_b", "direct B per connection, bound side"),
            Map.entry("direct_source_b", "direct B per connection, connecting side"),
            Map.entry("resident_sink_b", "resident B per connection, bound side"),
            Map.entry("resident_source_b", "resident B per connection, connecting side"),
            Map.entry("idle_cpu_percent", "% of a core while idle"),
            Map.entry("subscribe_s", "s to subscribe"),
            Map.entry("heap_b_per_topic", "heap B per topic"),
            Map.entry("resident_b_per_topic", "resident B per topic"),
            Map.entry("match_ns", "ns per match"),
            Map.entry("cycles_per_s", "open, connect, close per s"),
            Map.entry("descriptors_per_pair", "descriptors per connected pair"),
            Map.entry("close_ms", "ms to close 1,000 connected sockets"),
            Map.entry("descriptors_left", "descriptors left"),
            Map.entry("threads_left", "threads left"));

    private FigureNames() {}

    static String title(String figure) {
        return TITLES.getOrDefault(figure, figure);
    }

    /** What a case is about. */
    static String main(Case one) {
        return switch (one.work()) {
            case ONE_WAY, FAN_OUT, ROUTED -> "messages_per_s";
            case ROUND_TRIP -> "mean_us";
            case FIXED_RATE -> "p99_us";
            case IDLE -> "resident_sink_b";
            case TOPICS -> "resident_b_per_topic";
            case CHURN -> "cycles_per_s";
        };
    }

    /** What is shown beside the peers' at a glance, the main one first. */
    static List<String> shown(Case one) {
        return switch (one.work()) {
            case ONE_WAY, ROUTED -> List.of("messages_per_s");
            case FAN_OUT -> List.of("messages_per_s", "memory_mb");
            case ROUND_TRIP -> List.of("mean_us", "p99_us");
            case FIXED_RATE -> List.of("p99_us", "p50_us");
            case IDLE -> List.of("resident_sink_b", "resident_source_b", "heap_sink_b", "heap_source_b", "connect_s");
            case TOPICS -> List.of("resident_b_per_topic", "subscribe_s", "match_ns");
            case CHURN -> List.of("cycles_per_s", "close_ms", "descriptors_per_pair");
        };
    }

    /** Figures of which more is better. */
    static boolean moreIsBetter(String figure) {
        return List.of("messages_per_s", "mb_per_s", "cycles_per_s").contains(figure);
    }
}
