package org.lingmq.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's results in files: JSON for programs, a page with plots for people. */
final class Report {

    private static final String CHART = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js";

    private final Results results;
    private final List<Program> programs;
    private final List<String> missing;
    private final List<Bars.Bar> bars;
    private final Timing timing;

    Report(Results results, List<Program> programs, List<String> missing, List<Bars.Bar> bars, Timing timing) {
        this.results = results;
        this.programs = programs;
        this.missing = missing;
        this.bars = bars;
        this.timing = timing;
    }

    void writeJson(Path file) {
        write(file, json());
    }

    void writeHtml(Path file) {
        String page = resource("/org/lingmq/bench/report.html")
                .replace("/*STYLE*/", resource("/org/lingmq/bench/report.css"))
                .replace("/*SCRIPT*/", resource("/org/lingmq/bench/report.js"))
                .replace("/*CHART*/", resource(CHART))
                .replace("/*DATA*/", json().replace("</", "<\\/"));
        write(file, page);
    }

    private String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        all.put("machine", Machine.facts());
        Map<String, String> versions = new LinkedHashMap<>();
        programs.forEach(program -> versions.put(program.name(), program.version()));
        all.put("peers", versions);
        all.put("missing", missing);
        all.put("rounds", timing.rounds());
        all.put("cases", results.cases().stream().map(this::ofCase).toList());
        all.put("bars", bars.stream().map(Report::ofBar).toList());
        all.put("failures", results.failures());
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all);
        } catch (IOException e) {
            throw new BenchFailure("cannot write JSON: " + e.getMessage());
        }
    }

    private Map<String, Object> ofCase(Case one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("label", one.label());
        values.put("work", one.work().word());
        values.put("transport", one.transport());
        values.put("size", one.size());
        values.put("count", one.count());
        values.put("rate", one.rate());
        values.put("window_ms", timing.of(one.work()).windowMs());
        values.put(
                "shown", FigureNames.shown(one).stream().map(Report::ofFigure).toList());
        Map<String, Object> peers = new LinkedHashMap<>();
        for (String peer : results.peers(one)) {
            peers.put(peer, ofPeer(one, peer));
        }
        values.put("peers", peers);
        return values;
    }

    private static Map<String, Object> ofFigure(String figure) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", figure);
        values.put("title", FigureNames.title(figure));
        values.put("more", FigureNames.moreIsBetter(figure));
        return values;
    }

    private Map<String, Object> ofPeer(Case one, String peer) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (String figure : results.figures(one, peer)) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("title", FigureNames.title(figure));
            values.put("median", results.median(one, peer, figure));
            values.put("rounds", results.all(one, peer, figure));
            if (!peer.equals(Programs.LING)) {
                double ratio = results.ratio(one, figure, Programs.LING, peer);
                values.put("ratio", Double.isNaN(ratio) ? null : ratio);
            }
            figures.put(figure, values);
        }
        return figures;
    }

    private static Map<String, Object> ofBar(Bars.Bar bar) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("what", bar.what());
        values.put("case", bar.one().label());
        values.put("figure", bar.figure());
        values.put("title", FigureNames.title(bar.figure()));
        values.put("peer", bar.peer());
        values.put("sign", bar.least() ? "at least" : "at most");
        values.put("wanted", bar.wanted());
        values.put("measured", Double.isNaN(bar.measured()) ? null : bar.measured());
        values.put("met", bar.met());
        return values;
    }

    private static String resource(String name) {
        try (InputStream in = Report.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new BenchFailure("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchFailure("cannot read " + name + ": " + e.getMessage());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such folder" : e.getMessage();
            throw new BenchFailure("cannot write " + file + ": " + reason);
        }
    }
}
