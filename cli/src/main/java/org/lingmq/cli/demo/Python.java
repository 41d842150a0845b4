package org.lingmq.cli.demo;

/** Finds out whether Python programs on libzmq can take part. Used by the demo's main thread. */
final class Python {
    /** Debian's Python: where the package python3-zmq puts its module. */
    static final String COMMAND = "/usr/bin/python3";

    private static final long PATIENCE_MS = 10_000;

    private final Child probe;

    private Python(Child probe) {
        this.probe = probe;
    }

    /** Begins to look; the answer is there some 100 ms later. */
    static Python lookFor(Children children) {
        if (!new java.io.File(COMMAND).canExecute()) {
            return new Python(null);
        }
        return new Python(children.pythonText("python", "import zmq; print(zmq.zmq_version())"));
    }

    /** The release of libzmq that Python programs run on; null when there are none. */
    String libzmq() {
        return probe != null && probe.await(PATIENCE_MS) == 0 ? probe.lastLine() : null;
    }
}
