package org.lingmq.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lingmq.Context;
import org.lingmq.LingMQ;
import picocli.CommandLine;

/** The subcommand {@code version}. */
final class WhatItCanTest {
    private static final List<String> NAMES = List.of(
            "draft", "tcp", "ipc", "inproc", "udp", "ws", "wss", "pgm", "norm", "tipc", "vmci", "curve", "plain",
            "gssapi");

    private static List<String> run(String... arguments) {
        StringWriter out = new StringWriter();
        assertEquals(0, new CommandLine(new Ling()).setOut(new PrintWriter(out)).execute(arguments));
        return out.toString().lines().toList();
    }

    @Test
    void versionTellsWhatTheLibraryCanDo() {
        List<String> lines = run("version");
        assertTrue(lines.get(0).startsWith("ling "), lines.get(0));
        assertEquals(
                "LingMQ " + LingMQ.version() + " can: " + String.join(" ", new TreeSet<>(LingMQ.capabilities())),
                lines.get(2));
    }

    @Test
    void versionTellsOfEachKnownNameWhetherAContextHasIt() {
        List<String> lines = run("version");
        assertEquals("a context can:", lines.get(3));
        assertEquals(4 + NAMES.size(), lines.size());
        try (Context context = Context.open()) {
            for (int i = 0; i < NAMES.size(); i++) {
                String name = NAMES.get(i);
                assertEquals(
                        List.of(name, context.has(name) ? "yes" : "no"),
                        List.of(lines.get(4 + i).strip().split(" +")));
            }
        }
        assertTrue(lines.stream().anyMatch(line -> line.matches(" *draft +yes")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches(" *curve +no")), lines.toString());
    }

    @Test
    void helpNamesTheCommand() {
        assertTrue(run("--help").stream().anyMatch(line -> line.strip().startsWith("version ")));
    }
}
