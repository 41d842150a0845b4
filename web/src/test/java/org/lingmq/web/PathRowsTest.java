package org.lingmq.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.RawClient.Answer;

/** The rows in which static servers differ, on raw sockets: what a path leads to. */
class PathRowsTest extends RowsFixture {
    @Test
    void slashIsIndexHtml() throws IOException {
        assertEquals("<h1>index</h1>", client.get("/").text());
        assertEquals("<h1>index</h1>", client.get("/?query").text());
        assertEquals("<h1>index</h1>", client.get("/index.html").text());
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
        assertTrue(page.text().contains("<h1>Index of <a href=\"../\">home</a> / empty</h1>"), page.text());
        String inner = client.get("/empty/inner/").text();
        assertTrue(inner.contains("<a href=\"../../\">home</a> / <a href=\"../\">empty</a> / inner</h1>"), inner);
        Answer json = client.get("/empty/", "Accept: application/json");
        assertEquals("application/json; charset=utf-8", json.field("Content-Type"));
        List<Object> entries = com.fasterxml.jackson.jr.ob.JSON.std.listFrom(json.text());
        assertEquals(3, entries.size());
        assertEquals(404, client.get("/empty/nothing/").status());
        assertFalse(client.get("/", "Accept: application/json").text().contains(".secret"));
        for (String line : page.text().split("\n")) {
            if (line.contains("href=\"./") && line.contains(".txt")) {
                String reference =
                        line.replaceAll(".*href=\"\\./([^\"]*)\".*", "$1").replace("&amp;", "&");
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
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/..%2foutside.txt",
                "/%2e%2e/outside.txt",
                "/%2e%2e%2foutside.txt",
                "/..%5coutside.txt",
                "/..\\outside.txt",
                "/empty/../../outside.txt",
                "/%252e%252e/outside.txt",
                "/..;/outside.txt",
                "/%c0%ae%c0%ae/outside.txt",
                "//outside.txt",
                "/./digits.txt/../../outside.txt",
                "/digits.txt%00",
                "/digits.txt%00.html",
                "/%00",
                "/digits.txt/",
                "/digits.txt/x"
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
        for (String path : List.of(
                "/.env",
                "/.git/config",
                "/empty/.htpasswd",
                "/.well-known/.hidden",
                "/%2eenv",
                "/empty/.well-known/x",
                "/.git",
                "/.git/")) {
            assertEquals(404, client.get(path).status(), path);
        }
        assertEquals("contact", client.get("/.well-known/security.txt").text());
        start(HttpWebServer.builder().hidden(true));
        assertEquals("secret", client.get("/.env").text());
    }

    @Test
    void linkToNothingAndLinkToItselfAre404AndHarmNobody() throws IOException {
        write("page.txt", "page");
        Files.createSymbolicLink(root.resolve("nothing.txt"), root.resolve("gone"));
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("page.txt.gz"), root.resolve("gone"));
        for (String path : List.of("/nothing.txt", "/loop", "/loop/", "/loop/x", "/nothing.txt/")) {
            assertEquals(404, client.get(path).status(), path);
        }
        assertEquals("page", client.get("/page.txt", "Accept-Encoding: gzip").text());
        assertEquals(404, client.get("/" + "a".repeat(300)).status(), "a name longer than any file's");
    }

    @Test
    void namesMayComeWithoutPercentSigns() throws IOException {
        write("目录.txt", "yes");
        String target = new String("/目录.txt".getBytes(UTF_8), ISO_8859_1);
        assertEquals("yes", client.get(target).text());
        Files.createDirectory(root.resolve("夹"));
        String folder = new String("/夹?中".getBytes(UTF_8), ISO_8859_1);
        assertEquals("./%E5%A4%B9/?%E4%B8%AD", client.get(folder).field("Location"));
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
