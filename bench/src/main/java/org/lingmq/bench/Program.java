package org.lingmq.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A peer that is here: how to start it and what it can do.
 *
 * @param name how it is called
 * @param version what it says of itself
 * @param command what starts it, without the words of a work
 * @param works what it can do
 * @param transports over what
 * @param descriptorsPerSocket what a connected socket takes, the link's own included
 */
record Program(
        String name,
        String version,
        List<String> command,
        Set<Work> works,
        Set<String> transports,
        int descriptorsPerSocket) {

    boolean can(Case wanted) {
        return works.contains(wanted.work())
                && transports.contains(wanted.transport())
                && (wanted.work() != Work.ONE_WAY || wanted.count() == 1 || works.contains(Work.FAN_OUT));
    }

    /** Whether it runs on a JVM. */
    boolean onJvm() {
        return command.get(0).endsWith("java");
    }

    /** The words that start one role of a work. */
    List<String> start(Case one, String role, String endpoint, Timing timing) {
        List<String> words = new ArrayList<>(command);
        words.add("work=" + one.work().word());
        words.add("role=" + role);
        words.add("endpoint=" + endpoint);
        words.add("size=" + one.size());
        // Only the side with many sockets is told how many.
        words.add("count=" + one.count());
        words.add("rate=" + one.rate());
        words.add("warm_ms=" + (onJvm() ? timing.jvmWarmMs() : timing.nativeWarmMs()));
        words.add("window_ms=" + timing.windowMs());
        return words;
    }
}
