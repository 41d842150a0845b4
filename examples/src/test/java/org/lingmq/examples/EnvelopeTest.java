package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EnvelopeTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:*";
    private static final String DASHES = "-".repeat(40);
    private static final String MADE_UP_ID = "\\[005\\] 00[0-9A-F]{8}";

    @RegisterExtension
    final Stage stage = new Stage();

    @ParameterizedTest
    @EnumSource
    void aRouterSeesAnAnonymousAndANamedPeer(Language language) throws InterruptedException {
        List<String> lines = stage.start(language, "Identity").linesToEnd();

        assertEquals(6, lines.size());
        assertEquals(DASHES, lines.get(0));
        assertTrue(lines.get(1).matches(MADE_UP_ID), lines.get(1));
        assertEquals("[024] the ROUTER made up an id", lines.get(2));
        assertEquals(List.of(DASHES, "[005] Hello", "[033] the ROUTER uses the peer's own id"), lines.subList(3, 6));
    }

    @InAllPairings
    void theEnvelopeOfAReqIsItsIdAndAnEmptyFrame(Pairing pairing) throws InterruptedException {
        Program server = stage.start(pairing.first, "RouterServer", ANY_PORT, "server");
        String endpoint = server.bound();

        Program anonymous = stage.start(pairing.second, "HelloClient", endpoint, "nobody", "1");
        assertTrue(anonymous.line().startsWith("asking "));
        assertEquals(List.of("received server answers Hello nobody 1"), anonymous.linesToEnd());
        List<String> seen = server.lines(4);
        assertTrue(seen.get(1).matches(MADE_UP_ID), seen.get(1));
        assertEquals(List.of("[000] ", "[014] Hello nobody 1"), seen.subList(2, 4));

        Program client = stage.start(pairing.second, "EnvelopeClient", endpoint);
        List<String> lines = client.linesToEnd();
        assertTrue(lines.get(0).matches("id [0-9a-f]{4}-[0-9a-f]{4}"), lines.get(0));
        assertEquals(List.of("server answers Hello"), lines.subList(1, lines.size()));
        String id = lines.get(0).substring("id ".length());
        assertEquals(List.of(DASHES, "[009] " + id, "[000] ", "[005] Hello"), server.lines(4));
    }

    /** Client and first hop are in the second language, the second hop and the server in the first. */
    @InAllPairings
    void everyRouterOnTheWayAddsAnId(Pairing pairing) throws InterruptedException {
        Program server = stage.start(pairing.first, "RouterServer", ANY_PORT, "server");
        Program second = stage.start(pairing.first, "EnvelopeHop", ANY_PORT, server.bound(), "second hop");
        Program first = stage.start(pairing.second, "EnvelopeHop", ANY_PORT, second.bound());
        Program client = stage.start(pairing.second, "EnvelopeClient", first.bound(), "client");

        assertEquals(List.of("id client", "server answers Hello"), client.linesToEnd());
        assertEquals(List.of(DASHES, "[006] client", "[000] ", "[005] Hello"), first.lines(4));
        List<String> atSecond = second.lines(5);
        assertTrue(atSecond.get(1).matches("\\[009\\] [0-9a-f]{4}-[0-9a-f]{4}"), atSecond.get(1));
        assertEquals(List.of("[006] client", "[000] ", "[005] Hello"), atSecond.subList(2, 5));
        assertEquals(
                List.of(DASHES, "[010] second hop", atSecond.get(1), "[006] client", "[000] ", "[005] Hello"),
                server.lines(6));
    }
}
