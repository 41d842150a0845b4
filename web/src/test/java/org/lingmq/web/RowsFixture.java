package org.lingmq.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A served folder and a client of it, for the rows in which static servers differ. */
class RowsFixture {
    static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");
    static final String LONG_AGO_HTTP = "Sun, 02 Feb 2020 02:02:02 GMT";
    static final int LARGE = 5 * 1024 * 1024 + 7;

    @TempDir
    Path folder;

    Path root;
    HttpWebServer server;
    RawClient client;

    @BeforeEach
    void site() throws IOException {
        root = Files.createDirectory(folder.resolve("site"));
        write("index.html", "<h1>index</h1>");
        write("digits.txt", "0123456789");
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        Files.write(root.resolve("large.bin"), large);
        Files.setLastModifiedTime(root.resolve("large.bin"), FileTime.from(LONG_AGO));
        Files.createDirectory(root.resolve("empty"));
        start(HttpWebServer.builder());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    void start(HttpWebServerBuilder builder) throws IOException {
        if (server != null) {
            stop();
        }
        server = builder.folder(root).port(0).build().startAsync();
        client = new RawClient("127.0.0.1", server.port());
    }

    Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        return file;
    }
}
