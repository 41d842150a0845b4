package org.lingmq.bench;

import java.util.ArrayList;
import java.util.List;

/** All cases there are. */
final class Plan {

    private static final int[] TCP_SIZES = {16, 64, 256, 1024, 16 << 10, 64 << 10, 1 << 20};
    private static final int[] SUBSCRIBERS = {1, 10, 100};

    private Plan() {}

    /** Every case of the table. */
    static List<Case> full() {
        List<Case> cases = new ArrayList<>();
        for (int size : TCP_SIZES) {
            cases.add(oneWay("tcp", size));
        }
        cases.add(oneWay("ipc", 64));
        cases.add(oneWay("ipc", 1024));
        for (int size : new int[] {16, 64, 1024}) {
            cases.add(oneWay("inproc", size));
        }
        for (String transport : new String[] {"tcp", "ipc", "inproc"}) {
            cases.add(new Case(Work.ROUND_TRIP, transport, 64, 1, 0));
        }
        cases.add(new Case(Work.FIXED_RATE, "tcp", 64, 1, 10_000));
        cases.add(new Case(Work.FIXED_RATE, "tcp", 64, 1, 100_000));
        for (int count : SUBSCRIBERS) {
            for (int size : new int[] {64, 1024, 64 << 10}) {
                cases.add(new Case(Work.FAN_OUT, "tcp", size, count, 0));
            }
        }
        cases.add(new Case(Work.ONE_WAY, "tcp", 64, 10, 0));
        cases.add(new Case(Work.ROUTED, "tcp", 64, 1000, 0));
        cases.add(new Case(Work.CHURN, "tcp", 1, 100_000, 0));
        cases.add(new Case(Work.TOPICS, "tcp", 16, 1, 0));
        cases.add(new Case(Work.TOPICS, "tcp", 16, 20, 0));
        cases.add(idle(10_000));
        return cases;
    }

    /** A taste, in under two minutes. */
    static List<Case> quick() {
        return List.of(
                oneWay("tcp", 64),
                oneWay("tcp", 16 << 10),
                oneWay("inproc", 64),
                new Case(Work.ROUND_TRIP, "tcp", 64, 1, 0),
                new Case(Work.FAN_OUT, "tcp", 64, 10, 0));
    }

    /** Idle connections between two processes. */
    static Case idle(int count) {
        return new Case(Work.IDLE, "tcp", 1, count, 0);
    }

    private static Case oneWay(String transport, int size) {
        return new Case(Work.ONE_WAY, transport, size, 1, 0);
    }
}
