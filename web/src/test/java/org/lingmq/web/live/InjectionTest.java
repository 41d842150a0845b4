package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionTest {
    private static final String TAG = "<script src=\"/.ling/reload.js\" async></script>";

    @ParameterizedTest
    @CsvSource({
        "<p>a</body></html>, <p>a^</body></html>",
        "<p>a</BoDy></html>, <p>a^</BoDy></html>",
        "<p>a</body >, <p>a^</body >",
        "</body>, ^</body>",
        "a</body>b</body>c, a</body>b^</body>c",
        "a</bodyguard>b, a</bodyguard>b^",
        "a</body, a</body^",
        "a<body>b, a<body>b^",
        "a, a^",
        "'', ^"
    })
    void standsBeforeTheLastEndOfTheBody(String page, String expected) {
        byte[] bytes = page.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(expected.replace("^", TAG), new String(Injection.into(bytes), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-15", "Shift_JIS", "GB18030", "EUC-KR"})
    void leavesTheOtherBytesOfAnyCharsetAlone(String charset) throws Exception {
        String page = "<html><body>é日本 ソ表</body></html>";
        byte[] bytes = page.getBytes(charset);
        byte[] expected = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("</body>", TAG + "</body>")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(expected, Injection.into(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM", "UTF-16LE", "UTF-16BE", "UTF-32", "X-UTF-32LE-BOM"})
    void leavesWideCharactersAlone(String charset) throws Exception {
        byte[] bytes = "<p>a</body>".getBytes(charset);
        assertArrayEquals(bytes, Injection.into(bytes));
    }
}
