package org.lingmq.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lingmq.ContextOptions;
import org.lingmq.MonitorEventType;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.PeerStats;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;

/** The pages that promise all options, events, settings and counters have them all. */
class ReferencePagesTest {
    private static final int FIRST_OWN_BIT = 32;

    @Test
    void optionsListEachWithNumberValueAndSockets() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            String name = "| `" + option.name() + "` | ";
            String facts = " | " + (option.number() == 0 ? "-" : String.valueOf(option.number())) + " | "
                    + option.type().getSimpleName() + " | " + sockets(option) + " | " + counts(option) + " | ";
            if (lines("docs/options.md").noneMatch(line -> line.startsWith(name) && line.contains(facts))) {
                missing.add(name + "..." + facts);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static String sockets(Option<?> option) {
        List<String> types = Arrays.stream(SocketType.values())
                .filter(option::appliesTo)
                .map(SocketType::name)
                .toList();
        return option.types().size() == SocketType.values().length ? "all" : String.join(", ", types);
    }

    private static String counts(Option<?> option) {
        return !option.settable() ? "read-only" : option.immediate() ? "at once" : "next";
    }

    @Test
    void monitorListsEachEventWithItsNumber() throws IOException {
        List<String> missing = new ArrayList<>();
        for (MonitorEventType type : MonitorEventType.values()) {
            int bit = Long.numberOfTrailingZeros(type.number());
            String number = bit < FIRST_OWN_BIT ? String.format("0x%04x", type.number()) : "2^" + bit;
            String row = "| `" + type + "` | " + number + " | ";
            if (lines("docs/monitor.md").noneMatch(line -> line.startsWith(row))) {
                missing.add(row);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void contextListsEachSetting() throws IOException {
        Page page = Page.read("docs/context.md");
        List<String> missing = Arrays.stream(ContextOptions.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("with") && !page.mentions("| `" + name + "("))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void statisticsListEachCounter() throws IOException {
        Page page = Page.read("docs/statistics.md");
        List<String> missing = Stream.of(SocketStats.class, PeerStats.class)
                .flatMap(counters -> Arrays.stream(counters.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !page.mentions("`" + name))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static Stream<String> lines(String page) throws IOException {
        return Page.read(page).lines().stream();
    }
}
