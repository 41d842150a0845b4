package org.lingmq.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What every part of one demo run shares.
 *
 * @param screen where it prints
 * @param backstage what it starts
 * @param python whether Python programs can take part
 * @param text the text to work on
 * @param workers how many processes count words
 * @param killWorker whether one of them is killed in the middle
 */
record Stage(Screen screen, Backstage backstage, Python python, Text text, int workers, boolean killWorker) {
    /** When nothing happened for so long, nothing will. */
    static final long STUCK_NS = TimeUnit.SECONDS.toNanos(30);

    /**
     * Starts processes of one role, numbered from 1, and prints who they are. The last one of several is a Python
     * program when that is possible.
     *
     * @param role the first word of their names
     * @param main the Java program
     * @param script the same program in Python
     * @param arguments what each is told behind its name
     */
    List<Child> cast(String role, Class<?> main, String script, List<List<String>> arguments) {
        List<Child> cast = new ArrayList<>();
        int count = arguments.size();
        String libzmq = count > 1 ? python.libzmq() : null;
        for (int i = 1; i <= count; i++) {
            String name = role + "-" + i;
            List<String> words = new ArrayList<>(List.of(name));
            words.addAll(arguments.get(i - 1));
            Child child = libzmq != null && i == count
                    ? backstage.python(name, libzmq, script, words)
                    : backstage.java(name, main, words);
            screen.line("   %s: process %d, %s", name, child.pid(), child.kind());
            cast.add(child);
        }
        return cast;
    }
}
