package org.lingmq.transport.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** A process that is told to end leaves no socket file behind. */
class FilesToRemoveTest {

    @TempDir
    private Path folder;

    /** Another process: binds both kinds of files, says where, and then sits in a call until it is killed. */
    static final class Bound {

        private Bound() {}

        public static void main(String[] arguments) {
            try (Context context = Context.open();
                    Socket pull = context.socket(SocketType.PULL)) {
                System.out.println(pull.bind("ipc://*"));
                System.out.println(pull.bind("ipc://" + arguments[0]));
                System.out.println("bound");
                pull.receive();
            }
        }
    }

    private static Path path(String endpoint) {
        assertTrue(endpoint.startsWith("ipc://"), endpoint);
        return Path.of(endpoint.substring("ipc://".length()));
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void theFilesOfAProcessThatIsToldToEndGoWithIt() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + folder,
                        Bound.class.getName(),
                        folder.resolve("named").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = child.inputReader()) {
            Path temporary = path(lines.readLine());
            Path named = path(lines.readLine());
            assertEquals("bound", lines.readLine());
            assertTrue(temporary.startsWith(folder) && exists(temporary) && exists(named));
            child.destroy();
            assertEquals(128 + 15, child.waitFor(), "it ended in another way");
            assertFalse(exists(named), "the named file is still there");
            assertFalse(exists(temporary), "the temporary file is still there");
            assertFalse(exists(temporary.getParent()), "its folder is still there");
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatIsClosedIsForgotten() throws IOException {
        int before = FilesToRemove.count();
        try (Context context = Context.open()) {
            Socket pull = context.socket(SocketType.PULL);
            String endpoint = pull.bind("ipc://*");
            pull.bind("ipc://" + folder.resolve("second"));
            assertEquals(before + 2, FilesToRemove.count());
            pull.unbind(endpoint);
            assertEquals(before + 1, FilesToRemove.count());
            pull.close();
            assertEquals(before, FilesToRemove.count());
            context.close(Duration.ZERO);
        }
    }
}
