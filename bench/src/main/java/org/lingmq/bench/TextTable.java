package org.lingmq.bench;

import java.util.ArrayList;
import java.util.List;

/** The results on a terminal: a line for each case and peer, with the ratio of LingMQ's figure to it. */
final class TextTable {

    private TextTable() {}

    static String of(Results results) {
        List<String[]> rows = new ArrayList<>();
        for (Case one : results.cases()) {
            String figure = FigureNames.main(one);
            rows.add(new String[] {one.label(), FigureNames.title(figure), "LingMQ / it", ""});
            for (String peer : results.peers(one)) {
                rows.add(new String[] {
                    "  " + peer,
                    Numbers.shortly(results.median(one, peer, figure)),
                    peer.equals(Programs.LING) ? "" : Numbers.ratio(results.ratio(one, figure, Programs.LING, peer)),
                    others(results, one, peer, figure)
                });
            }
        }
        return laidOut(rows);
    }

    private static String others(Results results, Case one, String peer, String main) {
        List<String> said = new ArrayList<>();
        for (String figure : results.figures(one, peer)) {
            if (!figure.equals(main)) {
                said.add(Numbers.shortly(results.median(one, peer, figure)) + " " + FigureNames.title(figure));
            }
        }
        return String.join(", ", said);
    }

    private static String laidOut(List<String[]> rows) {
        int name = 0;
        int figure = 0;
        for (String[] row : rows) {
            name = Math.max(name, row[0].length());
            figure = Math.max(figure, row[1].length());
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            if (!row[0].startsWith(" ")) {
                text.append('\n');
            }
            String line = String.format("%-" + name + "s  %" + figure + "s  %11s  %s", row[0], row[1], row[2], row[3]);
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
