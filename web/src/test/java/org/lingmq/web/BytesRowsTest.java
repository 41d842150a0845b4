package org.lingmq.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.RawClient.Answer;

/** The rows in which static servers differ, on raw sockets: which bytes are sent: ranges, conditions, codings. */
class BytesRowsTest extends RowsFixture {
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
        assertEquals(
                206,
                client.get("/digits.txt", "Range: bytes=1-2", "If-Range: " + etag)
                        .status());
        assertEquals(
                206,
                client.get("/digits.txt", "Range: bytes=1-2", "If-Range: " + LONG_AGO_HTTP)
                        .status());
        assertEquals(
                200,
                client.get("/digits.txt", "Range: bytes=1-2", "If-Range: \"other\"")
                        .status());
        assertEquals(
                200,
                client.get("/digits.txt", "Range: bytes=1-2", "If-Range: W/" + etag)
                        .status());
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
        assertEquals(
                304,
                client.get("/digits.txt", "If-Modified-Since: " + LONG_AGO_HTTP).status());
        assertEquals(
                200, client.get("/digits.txt", "If-Modified-Since: " + before).status());
        assertEquals(
                200, client.get("/digits.txt", "If-Modified-Since: yesterday").status());
        assertEquals(
                200,
                client.get("/digits.txt", "If-Modified-Since: " + LONG_AGO_HTTP, "If-None-Match: \"x\"")
                        .status());
        assertEquals(
                200,
                client.get("/digits.txt", "If-Unmodified-Since: " + LONG_AGO_HTTP)
                        .status());
        assertEquals(
                412, client.get("/digits.txt", "If-Unmodified-Since: " + before).status());
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
        assertEquals(
                "brotli",
                client.get("/app.js", "Accept-Encoding: gzip, br, zstd").text());
        assertEquals(
                "zstandard",
                client.get("/app.js", "Accept-Encoding: gzip, zstd").text());
        assertEquals("plain", client.get("/app.js", "Accept-Encoding: gzip;q=0").text());
        assertEquals(
                "plain",
                client.get("/app.js", "Accept-Encoding: identity, gzip;q=0.5").text());
        assertEquals(
                "gzipped",
                client.get("/app.js", "Accept-Encoding: br;q=0, zstd;q=0, *").text());
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
}
