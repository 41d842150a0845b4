package org.lingmq.cli.demo;

import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** One subscriber, a process of its own: prints what it gets. */
final class Subscriber {
    private Subscriber() {}

    /**
     * Receives until the last message.
     *
     * @param arguments own name, endpoint of the publisher, prefix
     */
    public static void main(String[] arguments) {
        Worker.endWithParent();
        try (Context context = Context.open();
                Socket words = context.socket(SocketType.SUB)) {
            words.subscribe(arguments[2]);
            words.subscribe("#");
            words.connect(arguments[1]);
            boolean there = false;
            for (Message message : words) {
                String word = message.text();
                if (word.equals(Topics.END)) {
                    return;
                }
                if (!word.equals(Topics.ARE_YOU_THERE)) {
                    System.out.println(word);
                } else if (!there) {
                    System.out.println(Topics.THERE);
                    there = true;
                }
            }
        }
    }
}
