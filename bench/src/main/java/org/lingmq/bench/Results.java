package org.lingmq.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured: for each case, peer and figure the value of every round. */
final class Results {

    private final Map<Case, Map<String, Map<String, List<Double>>>> samples = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** One run's figures. */
    void add(Case one, String peer, Map<String, Double> figures) {
        Map<String, List<Double>> ofPeer = samples.computeIfAbsent(one, key -> new LinkedHashMap<>())
                .computeIfAbsent(peer, key -> new LinkedHashMap<>());
        figures.forEach((name, value) ->
                ofPeer.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }

    /** A run came to nothing. */
    void addFailure(Case one, String peer, String reason) {
        failures.add(one.label() + ", " + peer + ": " + reason);
    }

    List<String> failures() {
        return failures;
    }

    /** The cases measured, in order. */
    List<Case> cases() {
        return List.copyOf(samples.keySet());
    }

    /** The peers measured in a case, in order. */
    List<String> peers(Case one) {
        return List.copyOf(samples.getOrDefault(one, Map.of()).keySet());
    }

    /** The figures a peer gave in a case, in order. */
    List<String> figures(Case one, String peer) {
        return List.copyOf(values(one, peer).keySet());
    }

    private Map<String, List<Double>> values(Case one, String peer) {
        return samples.getOrDefault(one, Map.of()).getOrDefault(peer, Map.of());
    }

    /** Every round's value. */
    List<Double> all(Case one, String peer, String figure) {
        return values(one, peer).getOrDefault(figure, List.of());
    }

    /** The median over the rounds; not a number when there is none. */
    double median(Case one, String peer, String figure) {
        return median(all(one, peer, figure));
    }

    /** The median of the ratios round by round, first over second; not a number when there is none. */
    double ratio(Case one, String figure, String first, String second) {
        List<Double> above = all(one, first, figure);
        List<Double> below = all(one, second, figure);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(above.size(), below.size()); i++) {
            ratios.add(above.get(i) / below.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
