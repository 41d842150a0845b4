package org.lingmq.transport.tcp;

import java.util.Random;

/** Addresses that are nearly right: good ones with a few characters changed, and pieces of the grammar at random. */
final class Garbage {
    private static final String[] GOOD = {
        "127.0.0.1:5555", "*:*", "[::1]:5555", "[fe80::1%lo]:5555", "*:[8000-8001]", "lo:*;both.example:80", "h-1.x_y:1"
    };
    private static final String[] PIECES = {
        "[",
        "]",
        ":",
        "::",
        "%",
        "*",
        ";",
        "-",
        ".",
        "0",
        "1",
        "255",
        "65535",
        "65536",
        "fe80",
        "lo",
        "both.example",
        "@",
        "/",
        " ",
        "\0",
        "\n",
        "\u00e9",
        "\ud800",
        "\uff11",
        "://"
    };

    private final Random random;

    Garbage(long seed) {
        random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder("x");
        if (random.nextBoolean()) {
            text = new StringBuilder(GOOD[random.nextInt(GOOD.length)]);
        }
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int end = random.nextBoolean() ? at : Math.min(text.length(), at + random.nextInt(3));
            text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
