package org.lingmq.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.RawClient.Answer;

/** The rows in which static servers differ, on raw sockets. */
class RowsTest {
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");
    private static final String LONG_AGO_HTTP = "Sun, 02 Feb 2020 02:02:02 GMT";
    private static final int LARGE = 5 * 1024 * 1024 + 7;

    @TempDir
    private Path folder;

    private Path root;
    private HttpWebServer server;
    private RawClient client;

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

    private void start(HttpWebServerBuilder builder) throws IOException {
        if (server != null) {
            stop();
        }
        server = builder.folder(root).port(0).build().startAsync();
        client = new RawClient("127.0.0.1", server.port());
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        return file;
    }

    @Test
    void fileIsServedWithItsFields() throws IOException {
        Answer answer = client.get("/digits.txt");
        assertEquals("HTTP/1.1 200 OK", answer.statusLine());
        assertEquals("0123456789", answer.text());
        assertEquals("PWS1.0", answer.field("Server"));
        assertEquals("text/plain; charset=utf-8", answer.field("Content-Type"));
        assertEquals("10", answer.field("Content-Length"));
        assertEquals("bytes", answer.field("Accept-Ranges"));
        assertNull(answer.field("Vary"));
    }

    @Test
    void slashIsIndexHtml() throws IOException {
        assertEquals("<h1>index</h1>", client.get("/").text());
        assertEquals("<h1>index</h1>", client.get("/?query").text());
        assertEquals("<h1>index</h1>", client.get("/index.html").text());
    }

    @Test
    void headHasTheFieldsAndNoBody() throws IOException {
        Answer head = client.request("HEAD", "/digits.txt");
        assertEquals(200, head.status());
        assertEquals("10", head.field("Content-Length"));
        assertEquals(client.get("/digits.txt").field("ETag"), head.field("ETag"));
    }

    @Test
    void singleRange() throws IOException {
        Answer answer = client.get("/digits.txt", "Range: bytes=2-4");
        assertEquals(206, answer.status());
        assertEquals("bytes 2-4/10", answer.field("Content-Range"));
        assertEquals("234", answer.text());
        assertEquals("789", client.get("/digits.txt", "Range: bytes=7-99").text());
        assertEquals("789", client.get("/digits.txt", "Range: bytes=7-").text());
    }

    @Test
    void suffixRange() throws IOException {
        Answer answer = client.get("/digits.txt", "Range: bytes=-5");
        assertEquals("bytes 5-9/10", answer.field("Content-Range"));
        assertEquals("56789", answer.text());
    }

    @Test
    void rangeOfAFileThatIsNotKeptInMemory() throws IOException {
        byte[] all = Files.readAllBytes(root.resolve("large.bin"));
        assertArrayEquals(all, client.get("/large.bin").body());
        Answer answer = client.get("/large.bin", "Range: bytes=5000000-5000099");
        assertEquals("bytes 5000000-5000099/" + LARGE, answer.field("Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(all, 5_000_000, 5_000_100), answer.body());
        assertArrayEquals(
                Arrays.copyOfRange(all, LARGE - 3, LARGE),
                client.get("/large.bin", "Range: bytes=-3").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits.txt", "large.bin"})
    void multipleRangesAreParts(String name) throws IOException {
        byte[] all = Files.readAllBytes(root.resolve(name));
        Answer answer = client.get("/" + name, "Range: bytes=0-1,4-5");
        assertEquals(206, answer.status());
        String type = answer.field("Content-Type");
        assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
        String boundary = type.substring(type.indexOf('=') + 1);
        String contentType = name.endsWith(".txt") ? "text/plain; charset=utf-8" : "application/octet-stream";
        String body = new String(answer.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
        String latin = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertEquals(
                "--" + boundary + "\r\nContent-Type: " + contentType + "\r\nContent-Range: bytes 0-1/" + all.length
                        + "\r\n\r\n" + latin.substring(0, 2) + "\r\n--" + boundary + "\r\nContent-Type: " + contentType
                        + "\r\nContent-Range: bytes 4-5/" + all.length + "\r\n\r\n" + latin.substring(4, 6) + "\r\n--"
                        + boundary + "--\r\n",
                body);
    }

    @Test
    void moreThanSixteenRangesAreTheWholeFile() throws IOException {
        StringBuilder sixteen = new StringBuilder("Range: bytes=0-0");
        for (int i = 1; i < 16; i++) {
            sixteen.append(",").append(i % 2 == 0 ? "2-2" : "8-8");
        }
        assertEquals(206, client.get("/digits.txt", sixteen.toString()).status());
        Answer whole = client.get("/digits.txt", sixteen + ",4-4");
        assertEquals(200, whole.status());
        assertEquals("0123456789", whole.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99999999999999999999-", "bytes=-0", "bytes=5-2"})
    void badRangeIs416(String range) throws IOException {
        Answer answer = client.get("/digits.txt", "Range: " + range);
        assertEquals(416, answer.status());
        assertEquals("bytes */10", answer.field("Content-Range"));
        assertNull(answer.field("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=1-2", "bytes=x", "bytes=", "bytes=1-2-3", "bytes"})
    void whatIsNoRangeIsIgnored(String range) throws IOException {
        assertEquals("0123456789", client.get("/digits.txt", "Range: " + range).text());
    }

    @Test
    void ifRangeHoldsForTheSameTagAndTheSameDate() throws IOException {
        String etag = client.get("/digits.txt").field("ETag");
        assertEquals(206, client.get("/digits.txt", "Range: bytes=1-2", "If-Range: " + etag).status());
        assertEquals(206, client.get("/digits.txt", "Range: bytes=1-2", "If-Range: " + LONG_AGO_HTTP).status());
        assertEquals(200, client.get("/digits.txt", "Range: bytes=1-2", "If-Range: \"other\"").status());
        assertEquals(200, client.get("/digits.txt", "Range: bytes=1-2", "If-Range: W/" + etag).status());
    }

    @Test
    void etagIsStrongAndOfTheContent() throws IOException {
        String etag = client.get("/digits.txt").field("ETag");
        assertTrue(etag.matches("\"[\\w-]{22}\""), etag);
        Path copy = write("copy.txt", "0123456789");
        Files.setLastModifiedTime(copy, FileTime.from(LONG_AGO.plusSeconds(1000)));
        assertEquals(etag, client.get("/copy.txt").field("ETag"));
        write("digits.txt", "0123456780");
        assertNotEquals(etag, client.get("/digits.txt").field("ETag"), "same size, same time, another content");
        assertEquals("0123456780", client.get("/digits.txt").text());
        String large = client.get("/large.bin").field("ETag");
        assertTrue(large.matches("\"[\\w-]{22}\""), large);
    }

    @ParameterizedTest
    @CsvSource({
        "If-None-Match, TAG, 304", "If-None-Match, W/TAG, 304", "If-None-Match, *, 304",
        "If-None-Match, '\"x\", TAG', 304", "If-None-Match, '\"x\"', 200", "If-Match, TAG, 200",
        "If-Match, W/TAG, 412", "If-Match, '\"x\"', 412", "If-Match, *, 200"
    })
    void tagsAreConditions(String field, String value, int status) throws IOException {
        String etag = client.get("/digits.txt").field("ETag");
        Answer answer = client.get("/digits.txt", field + ": " + value.replace("TAG", etag));
        assertEquals(status, answer.status());
        if (status == 304) {
            assertEquals(etag, answer.field("ETag"));
            assertEquals("no-cache", answer.field("Cache-Control"));
            assertEquals("10", answer.field("Content-Length"));
            assertEquals(200, client.get("/digits.txt").status());
        }
    }

    @Test
    void datesAreConditions() throws IOException {
        Answer answer = client.get("/digits.txt");
        assertEquals(LONG_AGO_HTTP, answer.field("Last-Modified"));
        String before = "Sun, 02 Feb 2020 02:02:01 GMT";
        assertEquals(304, client.get("/digits.txt", "If-Modified-Since: " + LONG_AGO_HTTP).status());
        assertEquals(200, client.get("/digits.txt", "If-Modified-Since: " + before).status());
        assertEquals(200, client.get("/digits.txt", "If-Modified-Since: yesterday").status());
        assertEquals(
                200,
                client.get("/digits.txt", "If-Modified-Since: " + LONG_AGO_HTTP, "If-None-Match: \"x\"").status());
        assertEquals(200, client.get("/digits.txt", "If-Unmodified-Since: " + LONG_AGO_HTTP).status());
        assertEquals(412, client.get("/digits.txt", "If-Unmodified-Since: " + before).status());
    }

    @Test
    void compressedSiblingsAreSentToWhoTakesThem() throws IOException {
        write("app.js", "plain");
        write("app.js.gz", "gzipped");
        write("app.js.br", "brotli");
        write("app.js.zst", "zstandard");
        Answer plain = client.get("/app.js");
        assertEquals("plain", plain.text());
        assertEquals("Accept-Encoding", plain.field("Vary"));
        Answer gzip = client.get("/app.js", "Accept-Encoding: gzip, deflate");
        assertEquals("gzipped", gzip.text());
        assertEquals("gzip", gzip.field("Content-Encoding"));
        assertEquals("text/javascript; charset=utf-8", gzip.field("Content-Type"));
        assertEquals("Accept-Encoding", gzip.field("Vary"));
        assertNotEquals(plain.field("ETag"), gzip.field("ETag"));
        assertEquals("brotli", client.get("/app.js", "Accept-Encoding: gzip, br, zstd").text());
        assertEquals("zstandard", client.get("/app.js", "Accept-Encoding: gzip, zstd").text());
        assertEquals("plain", client.get("/app.js", "Accept-Encoding: gzip;q=0").text());
        assertEquals("plain", client.get("/app.js", "Accept-Encoding: identity, gzip;q=0.5").text());
        assertEquals("gzipped", client.get("/app.js", "Accept-Encoding: br;q=0, zstd;q=0, *").text());
    }

    @Test
    void olderSiblingsAreNotSentAndNewOnesAreSeen() throws IOException {
        write("app.js", "plain");
        Path sibling = write("app.js.gz", "gzipped");
        Files.setLastModifiedTime(sibling, FileTime.from(LONG_AGO.minusSeconds(1)));
        Answer answer = client.get("/app.js", "Accept-Encoding: gzip");
        assertEquals("plain", answer.text());
        assertEquals("Accept-Encoding", answer.field("Vary"));
        Files.setLastModifiedTime(sibling, FileTime.from(LONG_AGO.plusSeconds(1)));
        assertEquals("gzipped", client.get("/app.js", "Accept-Encoding: gzip").text());
        Files.delete(sibling);
        assertNull(client.get("/app.js", "Accept-Encoding: gzip").field("Vary"));
    }

    @Test
    void folderWithoutIndexIs404() throws IOException {
        assertEquals(404, client.get("/empty/").status());
    }

    @Test
    void listingIsAPageOrJson() throws IOException {
        write(".secret", "x");
        write("empty/<a href=\"x\"> & 50% #1?.txt", "strange");
        write("empty/中文.txt", "text");
        Files.createDirectory(root.resolve("empty/inner"));
        start(HttpWebServer.builder().list(true));
        Answer page = client.get("/empty/", "Accept: text/html,*/*;q=0.8");
        assertEquals("text/html; charset=utf-8", page.field("Content-Type"));
        assertEquals("Accept", page.field("Vary"));
        assertTrue(page.text().contains("&lt;a href=&quot;x&quot;&gt; &amp; 50% #1?.txt"), page.text());
        assertTrue(page.text().indexOf("inner/") < page.text().indexOf("50%"), "folders come first");
        Answer json = client.get("/empty/", "Accept: application/json");
        assertEquals("application/json; charset=utf-8", json.field("Content-Type"));
        List<Object> entries = com.fasterxml.jackson.jr.ob.JSON.std.listFrom(json.text());
        assertEquals(3, entries.size());
        assertEquals(404, client.get("/empty/nothing/").status());
        assertFalse(client.get("/", "Accept: application/json").text().contains(".secret"));
        for (String line : page.text().split("\n")) {
            if (line.contains("href=\"./") && line.contains(".txt")) {
                String reference = line.replaceAll(".*href=\"\\./([^\"]*)\".*", "$1")
                        .replace("&amp;", "&");
                assertEquals(200, client.get("/empty/" + reference).status(), reference);
            }
        }
    }

    @Test
    void folderWithoutSlashIsRedirectedRelatively() throws IOException {
        Answer answer = client.get("/empty?a=b&c");
        assertEquals(301, answer.status());
        assertEquals("./empty/?a=b&c", answer.field("Location"));
        Files.createDirectory(root.resolve("empty/a:b"));
        assertEquals("./a:b/", client.get("/empty/a:b").field("Location"));
    }

    @Test
    void missingPageIsOursThenErrorHtmlThen404Html() throws IOException {
        Answer ours = client.get("/missing", "Accept: text/html");
        assertEquals(404, ours.status());
        assertEquals("no-store", ours.field("Cache-Control"));
        assertTrue(ours.text().contains("<h1>404 Not Found</h1>"), ours.text());
        assertEquals("text/plain; charset=utf-8", client.get("/missing").field("Content-Type"));
        write("error.html", "<p>error</p>");
        assertEquals("<p>error</p>", client.get("/missing").text());
        write("404.html", "<p>not here</p>");
        Answer theirs = client.get("/missing");
        assertEquals(404, theirs.status());
        assertEquals("<p>not here</p>", theirs.text());
        assertEquals("no-store", theirs.field("Cache-Control"));
        assertEquals(200, client.get("/404.html").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"})
    void otherMethodsAre405(String method) throws IOException {
        Answer answer = client.request(method, "/digits.txt", "Content-Length: 0");
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD, OPTIONS", answer.field("Allow"));
    }

    @Test
    void postWithABodyIs405AndTheConnectionGoesOnOrEnds() throws IOException {
        client.send("POST /digits.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        assertEquals(405, client.answer(false).status());
        assertEquals(200, client.get("/digits.txt").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/digits.txt", "/nothing", "*"})
    void optionsIs204WithAllow(String target) throws IOException {
        Answer answer = client.request("OPTIONS", target);
        assertEquals(204, answer.status());
        assertEquals("GET, HEAD, OPTIONS", answer.field("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/../outside.txt", "/..%2foutside.txt", "/%2e%2e/outside.txt", "/%2e%2e%2foutside.txt",
        "/..%5coutside.txt", "/..\\outside.txt", "/empty/../../outside.txt", "/%252e%252e/outside.txt",
        "/..;/outside.txt", "/%c0%ae%c0%ae/outside.txt", "//outside.txt", "/./digits.txt/../../outside.txt",
        "/digits.txt%00", "/digits.txt%00.html", "/%00", "/digits.txt/", "/digits.txt/x"
    })
    void neverAByteFromOutside(String target) throws IOException {
        Files.writeString(folder.resolve("outside.txt"), "outside");
        Answer answer = client.get(target);
        assertTrue(answer.status() == 400 || answer.status() == 404, target + ": " + answer.statusLine());
        assertFalse(answer.text().contains("outside\n") || answer.text().equals("outside"), answer.text());
        assertFalse(answer.text().contains("0123456789"), answer.text());
    }

    @Test
    void linkOutOfTheFolderIs404() throws IOException {
        Files.writeString(folder.resolve("outside.txt"), "outside");
        Files.createSymbolicLink(root.resolve("out.txt"), folder.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("up"), folder);
        Files.createSymbolicLink(root.resolve("in.txt"), root.resolve("digits.txt"));
        write(".git/config", "secret");
        Files.createSymbolicLink(root.resolve("config.txt"), root.resolve(".git/config"));
        assertEquals(404, client.get("/out.txt").status());
        assertEquals(404, client.get("/up/outside.txt").status());
        assertEquals(404, client.get("/up").status());
        assertEquals(404, client.get("/config.txt").status());
        assertEquals("0123456789", client.get("/in.txt").text());
        start(HttpWebServer.builder().followLinks(true));
        assertEquals("outside", client.get("/out.txt").text());
        assertEquals("outside", client.get("/up/outside.txt").text());
    }

    @Test
    void linkThatIsTurnedElsewhereIsFollowedAnew() throws IOException {
        write("one/page.txt", "one");
        write("two/page.txt", "two");
        Path current = root.resolve("current");
        Files.createSymbolicLink(current, root.resolve("one"));
        assertEquals("one", client.get("/current/page.txt").text());
        Files.delete(current);
        Files.createSymbolicLink(current, root.resolve("two"));
        assertEquals("two", client.get("/current/page.txt").text());
        Files.delete(current);
        Files.createDirectory(folder.resolve("three"));
        Files.writeString(folder.resolve("three/page.txt"), "six");
        Files.setLastModifiedTime(folder.resolve("three/page.txt"), FileTime.from(LONG_AGO));
        Files.createSymbolicLink(current, folder.resolve("three"));
        assertEquals(404, client.get("/current/page.txt").status());
    }

    @Test
    void dotFilesAre404ButWellKnown() throws IOException {
        write(".env", "secret");
        write(".git/config", "secret");
        write("empty/.htpasswd", "secret");
        write(".well-known/security.txt", "contact");
        write(".well-known/.hidden", "secret");
        write("empty/.well-known/x", "secret");
        for (String path : List.of("/.env", "/.git/config", "/empty/.htpasswd", "/.well-known/.hidden", "/%2eenv",
                "/empty/.well-known/x", "/.git", "/.git/")) {
            assertEquals(404, client.get(path).status(), path);
        }
        assertEquals("contact", client.get("/.well-known/security.txt").text());
        start(HttpWebServer.builder().hidden(true));
        assertEquals("secret", client.get("/.env").text());
    }

    @ParameterizedTest
    @CsvSource({
        "a.mjs, text/javascript; charset=utf-8", "a.js, text/javascript; charset=utf-8",
        "a.wasm, application/wasm", "a.html, text/html; charset=utf-8", "A.HTM, text/html; charset=utf-8",
        "a.css, text/css; charset=utf-8", "a.json, application/json; charset=utf-8",
        "a.svg, image/svg+xml; charset=utf-8", "a.webmanifest, application/manifest+json; charset=utf-8",
        "a.txt, text/plain; charset=utf-8", "a.md, text/markdown; charset=utf-8", "a.map, application/json; charset=utf-8",
        "a.xml, application/xml; charset=utf-8", "a.csv, text/csv; charset=utf-8",
        "a.png, image/png", "a.jpg, image/jpeg", "a.webp, image/webp", "a.avif, image/avif", "a.woff2, font/woff2",
        "a.mp4, video/mp4", "a.webm, video/webm", "a.pdf, application/pdf", "a.zip, application/zip",
        "a.unheard-of, application/octet-stream", "a, application/octet-stream", "a.tar.gz, application/gzip"
    })
    void typesAndCharset(String name, String type) throws IOException {
        write(name, "x");
        assertEquals(type, client.get("/" + name).field("Content-Type"));
    }

    @Test
    void missingHostIs400() throws IOException {
        client.send("GET /digits.txt HTTP/1.1\r\n\r\n");
        assertEquals(400, client.answer(false).status());
        try (RawClient old = new RawClient("127.0.0.1", server.port())) {
            old.send("GET /digits.txt HTTP/1.0\r\n\r\n");
            assertTrue(old.untilClosed().endsWith("\r\n\r\n0123456789"));
        }
    }

    @Test
    void longTargetIs414() throws IOException {
        assertEquals(414, client.get("/" + "a".repeat(20_000)).status());
    }

    @Test
    void longHeaderIs431() throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(70_000) + "\r\n\r\n");
        assertEquals(431, client.answer(false).status());
    }

    @Test
    void keepsAliveAndPipelines() throws IOException {
        client.get("/digits.txt");
        client.send("GET /digits.txt HTTP/1.1\r\nHost: x\r\n\r\nGET /missing HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertEquals("0123456789", client.answer(false).text());
        assertEquals(404, client.answer(false).status());
        assertEquals("<h1>index</h1>", client.answer(false).text());
        assertEquals("", client.untilClosed());
    }

    @Test
    void cacheControl() throws IOException {
        assertEquals("no-cache", client.get("/digits.txt").field("Cache-Control"));
        start(HttpWebServer.builder().maxAge(Duration.ofHours(1)));
        assertEquals("max-age=3600", client.get("/digits.txt").field("Cache-Control"));
        assertEquals("no-store", client.get("/missing").field("Cache-Control"));
    }

    @Test
    void nosniffAndServerOnEveryAnswer() throws IOException {
        for (String request : List.of(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /missing HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /empty HTTP/1.1\r\nHost: x\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/3.7\r\nHost: x\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (RawClient one = new RawClient("127.0.0.1", server.port())) {
                Answer answer = one.send(request).answer(false);
                String what = request.substring(0, Math.min(30, request.length())) + " -> " + answer.statusLine();
                assertEquals("nosniff", answer.field("X-Content-Type-Options"), what);
                assertEquals("PWS1.0", answer.field("Server"), what);
                assertTrue(answer.field("Content-Type") == null || !answer.text().contains("Jetty"), what);
            }
        }
    }

    @Test
    void nonAsciiNamesAndPercentSigns() throws IOException {
        write("中文 50%.txt", "yes");
        assertEquals("yes", client.get("/%E4%B8%AD%E6%96%87%2050%25.txt").text());
    }

    @Test
    void emptyFile() throws IOException {
        write("empty.txt", "");
        Answer answer = client.get("/empty.txt");
        assertEquals(200, answer.status());
        assertEquals("0", answer.field("Content-Length"));
        assertEquals(416, client.get("/empty.txt", "Range: bytes=0-").status());
        assertEquals(200, client.get("/empty.txt").status());
    }

    @Test
    void changeIsSeenAtOnce() throws IOException {
        Path file = root.resolve("changing.txt");
        for (int i = 0; i < 50; i++) {
            Files.write(file, Integer.toString(1000 + i).getBytes(UTF_8));
            assertEquals(Integer.toString(1000 + i), client.get("/changing.txt").text());
        }
        Files.delete(file);
        assertEquals(404, client.get("/changing.txt").status());
    }
}
