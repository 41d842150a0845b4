package org.lingmq.cli.demo;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.Message;

/** What the sink has gathered: each piece counts once, however often its result comes. Used by one thread. */
final class Results {
    private final int pieces;
    private final BitSet done = new BitSet();
    private final Map<String, Long> totals = new HashMap<>();
    private final Map<String, Integer> piecesByWorker = new TreeMap<>();
    private int repeated;

    Results(int pieces) {
        this.pieces = pieces;
    }

    /** Takes one result: number of the piece, name of the worker, counts. */
    void take(Message result) {
        int piece = Integer.parseInt(result.text(0));
        if (done.get(piece)) {
            repeated++;
            return;
        }
        done.set(piece);
        piecesByWorker.merge(result.text(1), 1, Integer::sum);
        Words.read(result.text(2)).forEach((word, count) -> totals.merge(word, count, Long::sum));
    }

    int count() {
        return done.cardinality();
    }

    boolean complete() {
        return count() == pieces;
    }

    /** The first piece from a number on that has no result; {@code pieces} when there is none. */
    int nextMissing(int from) {
        return done.nextClearBit(from);
    }

    /** How many results came for pieces that had one already. */
    int repeated() {
        return repeated;
    }

    int piecesOf(Child worker) {
        return piecesByWorker.getOrDefault(worker.name(), 0);
    }

    /** How often each word occurs in all pieces together. */
    Map<String, Long> totals() {
        return totals;
    }
}
