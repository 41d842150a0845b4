package org.lingmq.cli.demo;

/** One thing the demo shows. Used by the demo's main thread. */
interface Part {
    /** The word that selects this part on the command line. */
    String name();

    /** What it shows, in one line. */
    String title();

    /** Whether it works on the text. */
    default boolean readsText() {
        return true;
    }

    /**
     * Runs it, prints what happens and checks the results.
     *
     * @throws DemoFailure when a result is wrong or something is missing
     */
    void run(Stage stage);
}
