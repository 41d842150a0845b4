package org.lingmq.cli.demo;

import java.util.List;
import org.lingmq.Context;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** PUB and SUB: this process publishes words, each subscriber gets those that begin as it asked. */
final class Topics implements Part {
    /** What a subscriber hears until all are there: nobody gets what was published before it came. */
    static final String ARE_YOU_THERE = "#there?";

    /** The last message. */
    static final String END = "#end";

    /** How a subscriber says that it is there. */
    static final String THERE = "there";

    private static final List<String> PREFIXES = List.of("p", "re", "");
    /** Fewer than the high water mark, 1,000: a slower subscriber would lose what is above. */
    private static final int WORDS = 500;

    private static final int WORDS_SHOWN = 4;
    private static final long ASK_EVERY_MS = 20;
    private static final long PATIENCE_MS = 10_000;

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public String title() {
        return "PUB and SUB over ipc: subscribers get what begins with their prefix";
    }

    @Override
    public void run(Stage stage) {
        Screen screen = stage.screen();
        screen.line("   publisher (PUB), in this process --> %d subscriber processes (SUB)", PREFIXES.size());
        List<String> words = stage.text().topWords(WORDS);
        try (Context context = stage.backstage().context();
                Socket publisher = context.socket(SocketType.PUB)) {
            String endpoint = publisher.bind("ipc://*");
            List<Child> subscribers = stage.cast(
                    "subscriber",
                    Subscriber.class,
                    "subscriber.py",
                    PREFIXES.stream().map(prefix -> List.of(endpoint, prefix)).toList());
            waitForAll(publisher, subscribers);
            words.forEach(publisher::send);
            publisher.send(END);
            screen.line("   Published: %s, the most frequent first.", Screen.count(words.size(), "word", "words"));
            for (int i = 0; i < subscribers.size(); i++) {
                List<String> expected = check(subscribers.get(i), PREFIXES.get(i), words);
                screen.line("   %s wants '%s' and got %s", subscribers.get(i).name(), PREFIXES.get(i), shown(expected));
            }
        }
        screen.checked("each subscriber got every word that begins with its prefix, in order, and no other.");
    }

    private static String shown(List<String> words) {
        if (words.isEmpty()) {
            return "none";
        }
        return Screen.format("%,d: ", words.size())
                + String.join(", ", words.subList(0, Math.min(WORDS_SHOWN, words.size())))
                + (words.size() > WORDS_SHOWN ? ", ..." : "");
    }

    /** A publisher does not wait for subscribers, so a program that needs them all has to. */
    private static void waitForAll(Socket publisher, List<Child> subscribers) {
        long startNs = System.nanoTime();
        for (Child subscriber : subscribers) {
            while (!subscriber.saysWithin(THERE, ASK_EVERY_MS)) {
                subscriber.check();
                if (System.nanoTime() - startNs > Stage.STUCK_NS) {
                    throw new DemoFailure(subscriber.name() + " did not subscribe within 30 s.");
                }
                publisher.send(ARE_YOU_THERE);
            }
        }
    }

    private static List<String> check(Child subscriber, String prefix, List<String> words) {
        if (subscriber.await(PATIENCE_MS) != 0) {
            throw new DemoFailure(
                    subscriber.alive() ? subscriber.name() + " did not get the last message." : subscriber.obituary());
        }
        List<String> expected =
                words.stream().filter(word -> word.startsWith(prefix)).toList();
        List<String> lines = subscriber.lines();
        List<String> got = lines.subList(1, lines.size());
        if (!got.equals(expected)) {
            throw new DemoFailure(
                    subscriber.name() + " got " + got.size() + " words instead of " + expected.size() + ".");
        }
        return expected;
    }
}
