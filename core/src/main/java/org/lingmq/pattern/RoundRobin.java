package org.lingmq.pattern;

import java.util.Arrays;

/** Gives whole messages to many pipes in turn; pipes without room are not looked at until they ring. */
final class RoundRobin {

    private Pipe[] pipes = new Pipe[4];
    private int count;
    private int active;
    private int current;

    /** A pipe joins and has its turn. */
    void attach(Pipe pipe) {
        if (count == pipes.length) {
            pipes = Arrays.copyOf(pipes, 2 * count);
        }
        pipes[count] = pipe;
        pipe.writeIndex = count++;
        activate(pipe);
    }

    /** A pipe may have room. Does nothing for one that has left or is looked at already. */
    void activate(Pipe pipe) {
        if (pipe.writeIndex >= active) {
            swap(pipe.writeIndex, active++);
        }
    }

    /** The pipe whose turn it is, with room for a message; null when none has. */
    Pipe next() {
        while (active > 0) {
            if (current >= active) {
                current = 0;
            }
            Pipe pipe = pipes[current];
            if (pipe.out().roomOrStarve()) {
                return pipe;
            }
            swap(current, --active);
        }
        return null;
    }

    /** A message was given to the current pipe; the next one has its turn. */
    void given() {
        current++;
    }

    /** The pipe leaves. */
    void remove(Pipe pipe) {
        int index = pipe.writeIndex;
        if (index < 0) {
            return;
        }
        if (index < active) {
            swap(index, --active);
            index = active;
        }
        swap(index, --count);
        pipes[count] = null;
        pipe.writeIndex = -1;
    }

    /** How many pipes there are, with room or without. */
    int count() {
        return count;
    }

    private void swap(int a, int b) {
        Pipe first = pipes[a];
        Pipe second = pipes[b];
        pipes[a] = second;
        second.writeIndex = a;
        pipes[b] = first;
        first.writeIndex = b;
    }
}
