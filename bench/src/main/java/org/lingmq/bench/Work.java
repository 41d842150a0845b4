package org.lingmq.bench;

/** What is measured, and which processes it takes. */
enum Work {
    /** Messages in one direction as fast as they go. */
    ONE_WAY("one-way", "sink", "source", "sink"),
    /** A request and its answer, again and again. */
    ROUND_TRIP("round-trip", "answer", "ask", "ask"),
    /** Messages in one direction at a fixed rate. */
    FIXED_RATE("fixed-rate", "sink", "source", "sink"),
    /** Each message to many subscribers. */
    FAN_OUT("fan-out", "source", "sink", "sink"),
    /** One ROUTER that answers many DEALERs. */
    ROUTED("routed", "answer", "ask", "ask"),
    /** Connections that do nothing. */
    IDLE("idle", "sink", "source", "none"),
    /** A million subscriptions. */
    TOPICS("topics", "source", "sink", "none"),
    /** Sockets opened, connected and closed. */
    CHURN("churn", "both", "none", "both");

    private final String word;
    private final String binder;
    private final String dialer;
    private final String finisher;

    Work(String word, String binder, String dialer, String finisher) {
        this.word = word;
        this.binder = binder;
        this.dialer = dialer;
        this.finisher = finisher;
    }

    /** As it is called on the command line and by the peers. */
    String word() {
        return word;
    }

    /** The role of the process that binds and starts first. */
    String binder() {
        return binder;
    }

    /** The role of the process that connects. */
    String dialer() {
        return dialer;
    }

    /** The role of the process whose end is the end of the measurement. */
    String finisher() {
        return finisher;
    }

    /** Whether what counts is how long something takes, so that less is better. */
    boolean timed() {
        return this == ROUND_TRIP || this == FIXED_RATE;
    }
}
