package org.lingmq.cli.demo;

/** Why the demo cannot go on: one sentence for the user. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String sentence) {
        super(sentence);
    }
}
