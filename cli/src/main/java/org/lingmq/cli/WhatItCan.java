package org.lingmq.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import org.lingmq.Context;
import org.lingmq.LingMQ;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The subcommand {@code version}: the release, and what this library and its contexts can do. */
@Command(
        name = "version",
        description = {"Shows the version, and what this library and its contexts can do.", ""},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The last lines have the answers of context.has(name) in a context with the default settings,",
            "plug-ins on the class path included.",
        })
public final class WhatItCan implements Runnable {
    /** What programs ask for: our own names and those of libzmq's zmq_has. */
    private static final List<String> NAMES = List.of(
            "draft", "tcp", "ipc", "inproc", "udp", "ws", "wss", "pgm", "norm", "tipc", "vmci", "curve", "plain",
            "gssapi");

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    public WhatItCan() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (String line : new Version().getVersion()) {
            out.println(line);
        }
        out.println("LingMQ " + LingMQ.version() + " can: " + String.join(" ", new TreeSet<>(LingMQ.capabilities())));
        out.println("a context can:");
        try (Context context = Context.open()) {
            for (String name : NAMES) {
                out.printf("  %-8s%s%n", name, context.has(name) ? "yes" : "no");
            }
        }
        out.flush();
    }
}
