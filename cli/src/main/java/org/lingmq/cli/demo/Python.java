package org.lingmq.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out whether Python programs on libzmq can take part. Used by the demo's main thread. */
final class Python {
    /** Debian's Python, where the package python3-zmq puts its module; the property names another one. */
    static final String COMMAND = System.getProperty("ling.python", "/usr/bin/python3");

    private static final long PATIENCE_MS = 10_000;

    private final Child probe;

    private Python(Child probe) {
        this.probe = probe;
    }

    /** Begins to look; the answer is there some 100 ms later. */
    static Python lookFor(Backstage backstage) {
        if (!Files.isExecutable(Path.of(COMMAND))) {
            return new Python(null);
        }
        List<String> command = List.of(COMMAND, "-c", "import zmq; print(zmq.zmq_version())");
        return new Python(backstage.start("python", "Python", command));
    }

    /** The release of libzmq that Python programs run on; null when there are none. */
    String libzmq() {
        return probe != null && probe.await(PATIENCE_MS) == 0 ? String.join("", probe.lines()) : null;
    }
}
