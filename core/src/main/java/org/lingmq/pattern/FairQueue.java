package org.lingmq.pattern;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Takes whole messages from many pipes in turn; pipes that have nothing are not looked at until they ring.
 *
 * <p>The array holds all pipes, those that may have something in front, as libzmq's fair queue does.
 */
final class FairQueue implements Inbox {

    private final Predicate<Pipe> wanted;
    private Pipe[] pipes = new Pipe[4];
    private int count;
    private int active;
    private int current;

    /** A queue for all messages. */
    FairQueue() {
        this(null);
    }

    /** A queue that drops a message at a pipe's cursor for which the test says false; null wants all. */
    FairQueue(Predicate<Pipe> wanted) {
        this.wanted = wanted;
    }

    /** A pipe joins; it is looked at once. */
    @Override
    public void attach(Pipe pipe) {
        if (count == pipes.length) {
            pipes = Arrays.copyOf(pipes, 2 * count);
        }
        pipes[count] = pipe;
        pipe.readIndex = count++;
        activate(pipe);
    }

    /** A pipe may have something. Does nothing for one that has left or is looked at already. */
    void activate(Pipe pipe) {
        if (pipe.readIndex >= active) {
            swap(pipe.readIndex, active++);
        }
    }

    @Override
    public void readable(Pipe pipe) {
        activate(pipe);
    }

    /** The pipe is over; it stays until it has been read to its end, and holds nothing when that is now. */
    @Override
    public void end(Pipe pipe) {
        if (pipe.readIndex < 0) {
            return;
        }
        if (pipe.in().ready()) {
            activate(pipe);
        } else {
            remove(pipe);
            pipe.leaveIn();
        }
    }

    /** The pipe whose turn it is, standing on a whole message; null when none has any. */
    Pipe next() {
        while (active > 0) {
            if (current >= active) {
                current = 0;
            }
            Pipe pipe = pipes[current];
            if (pipe.in().ready()) {
                if (wanted == null || wanted.test(pipe)) {
                    return pipe;
                }
                pipe.in().skipMessage();
                current++;
            } else if (pipe.ended()) {
                remove(pipe);
                pipe.leaveIn();
            } else if (pipe.in().sleep()) {
                swap(current, --active);
            }
        }
        return null;
    }

    /** A message of the current pipe was taken; the next one has its turn. A pipe that is over leaves with its last. */
    void taken() {
        int index = current++;
        // Pipes may have left since next, and others taken their places.
        if (index < count) {
            leaveIfRead(pipes[index]);
        }
    }

    private void leaveIfRead(Pipe pipe) {
        if (pipe.ended() && !pipe.in().ready()) {
            remove(pipe);
            pipe.leaveIn();
        }
    }

    @Override
    public boolean holdsMessage() {
        return next() != null;
    }

    @Override
    public boolean deliver(Incoming sink) {
        Pipe pipe = next();
        if (pipe == null) {
            return false;
        }
        sink.begin(pipe);
        sink.rest(pipe.in());
        current++;
        leaveIfRead(pipe);
        return true;
    }

    @Override
    public void release(Pipe pipe) {
        remove(pipe);
    }

    /** The pipe is forgotten at once, whatever it holds. */
    void remove(Pipe pipe) {
        int index = pipe.readIndex;
        if (index < 0) {
            return;
        }
        if (index < active) {
            swap(index, --active);
            index = active;
        }
        swap(index, --count);
        pipes[count] = null;
        pipe.readIndex = -1;
    }

    private void swap(int a, int b) {
        Pipe first = pipes[a];
        Pipe second = pipes[b];
        pipes[a] = second;
        second.readIndex = a;
        pipes[b] = first;
        first.readIndex = b;
    }
}
