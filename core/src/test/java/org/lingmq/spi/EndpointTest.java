package org.lingmq.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:5555, tcp, 127.0.0.1:5555",
        "ipc:///tmp/a, ipc, /tmp/a",
        "inproc://a://b, inproc, a://b",
        "inproc://:, inproc, :",
        "TCP://*:1, TCP, *:1"
    })
    void isCutAtTheFirstSeparator(String text, String scheme, String address) {
        Endpoint endpoint = Endpoint.parse(text);
        assertEquals(scheme, endpoint.scheme());
        assertEquals(address, endpoint.address());
        assertEquals(text, endpoint.toString());
        assertEquals(endpoint, Endpoint.parse(text));
        assertEquals(endpoint.hashCode(), Endpoint.parse(text).hashCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "tcp:", "tcp:/127.0.0.1:1", "127.0.0.1:5555", "://", "://x", "tcp://"})
    void missingPartIsInvalid(String text) {
        ZmqException refused = assertThrows(ZmqException.class, () -> Endpoint.parse(text));
        assertEquals(ErrorCode.EINVAL, refused.code());
        assertTrue(refused.getMessage().contains("\"" + text + "\": "), refused.getMessage());
    }

    @Test
    void schemeIsCaseSensitive() {
        assertNotEquals(Endpoint.parse("tcp://a:1"), Endpoint.parse("TCP://a:1"));
    }

    @Test
    void errorSentenceFitsALogLine() {
        String hostile = "a\r\nb\u001b[31m\u202e\u2028" + "x".repeat(100_000);
        String sentence =
                assertThrows(ZmqException.class, () -> Endpoint.parse(hostile)).getMessage();
        assertTrue(sentence.contains("\"a??b?[31m??xxx"), sentence);
        assertTrue(sentence.length() < 400);
        assertFalse(sentence.chars().anyMatch(Character::isISOControl));
    }
}
