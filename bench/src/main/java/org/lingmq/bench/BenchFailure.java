package org.lingmq.bench;

/** A measurement came to nothing; the message says why. */
final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }
}
