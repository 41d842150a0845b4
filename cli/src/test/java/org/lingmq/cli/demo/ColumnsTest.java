package org.lingmq.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void hanTakesTwoAccentsAndColoursNone() {
        assertEquals(6, Columns.of("灵灵MQ"));
        assertEquals(4, Columns.of("Größ"));
        assertEquals(1, Columns.of("e\u0301"));
        assertEquals(3, Columns.of("\u001b[32mok:\u001b[0m"));
        assertEquals(2, Columns.of("🦊"));
    }

    @Test
    void whatIsTooLongIsCutAndTheRestFilledUp() {
        assertEquals("零灵  ", Columns.fit("零灵", 6));
        assertEquals("零灵零…", Columns.fit("零灵零灵零", 7));
        assertEquals("零灵… ", Columns.fit("零灵零灵", 6));
        assertEquals("Donau…", Columns.fit("Donaudampfschiff", 6));
    }

    @Test
    void longLinesAreBrokenBetweenWords() {
        String line = "   The text: some words that go on and on for a while, 零零零零零零零零零零 too.";
        List<String> lines = Columns.wrap(line, 30);
        assertTrue(lines.size() > 2, lines.toString());
        assertTrue(lines.stream().allMatch(each -> Columns.of(each) <= 30), lines.toString());
        assertTrue(lines.stream().skip(1).allMatch(each -> each.startsWith("      ")), lines.toString());
        assertEquals(
                line.strip(), String.join(" ", lines.stream().map(String::strip).toList()));
        assertEquals(List.of(line), Columns.wrap(line, 120));
    }

    @Test
    void aWordLongerThanTheLineStaysWhole() {
        assertEquals(List.of("  aaaaaaaaaa", "     b"), Columns.wrap("  aaaaaaaaaa b", 8));
    }
}
