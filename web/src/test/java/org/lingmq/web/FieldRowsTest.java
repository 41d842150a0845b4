package org.lingmq.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.RawClient.Answer;

/** The rows in which static servers differ, on raw sockets: methods, fields, limits. */
class FieldRowsTest extends RowsFixture {
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
    void headHasTheFieldsAndNoBody() throws IOException {
        Answer head = client.request("HEAD", "/digits.txt");
        assertEquals(200, head.status());
        assertEquals("10", head.field("Content-Length"));
        assertEquals(client.get("/digits.txt").field("ETag"), head.field("ETag"));
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
    @CsvSource({
        "a.mjs, text/javascript; charset=utf-8",
        "a.js, text/javascript; charset=utf-8",
        "a.wasm, application/wasm",
        "a.html, text/html; charset=utf-8",
        "A.HTM, text/html; charset=utf-8",
        "a.css, text/css; charset=utf-8",
        "a.json, application/json; charset=utf-8",
        "a.svg, image/svg+xml; charset=utf-8",
        "a.webmanifest, application/manifest+json; charset=utf-8",
        "a.txt, text/plain; charset=utf-8",
        "a.md, text/markdown; charset=utf-8",
        "a.map, application/json; charset=utf-8",
        "a.xml, application/xml; charset=utf-8",
        "a.csv, text/csv; charset=utf-8",
        "a.png, image/png",
        "a.jpg, image/jpeg",
        "a.webp, image/webp",
        "a.avif, image/avif",
        "a.woff2, font/woff2",
        "a.mp4, video/mp4",
        "a.webm, video/webm",
        "a.pdf, application/pdf",
        "a.zip, application/zip",
        "a.unheard-of, application/octet-stream",
        "a, application/octet-stream",
        "a.tar.gz, application/gzip"
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
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /missing HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /empty HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/3.7\r\nHost: x\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (RawClient one = new RawClient("127.0.0.1", server.port())) {
                Answer answer = one.send(request).answer(false);
                String what = request.substring(0, Math.min(30, request.length())) + " -> " + answer.statusLine();
                assertEquals("nosniff", answer.field("X-Content-Type-Options"), what);
                assertEquals("PWS1.0", answer.field("Server"), what);
                assertTrue(
                        answer.field("Content-Type") == null || !answer.text().contains("Jetty"), what);
            }
        }
    }
}
