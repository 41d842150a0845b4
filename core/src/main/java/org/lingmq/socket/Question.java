package org.lingmq.socket;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.io.Waiter;

/**
 * What a thread outside a socket wants to know of it. The holder of the entry answers, the asker waits.
 *
 * @param <T> of the answer
 */
final class Question<T> {

    /** Whoever is inside may leave at any moment, and then the asker may go in. */
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Supplier<T> question;
    private final Slot<Supplier<T>> answer = new Slot<>();
    private final Flag answered = new Flag();
    private final Waiter waiter = new Waiter();

    Question(Supplier<T> question) {
        this.question = question;
    }

    /** Answers, unless that was done before. The entry holder. */
    void answer() {
        if (answered.isUp()) {
            return;
        }
        Supplier<T> found;
        try {
            T result = question.get();
            found = () -> result;
        } catch (RuntimeException | Error e) {
            found = () -> {
                throw e;
            };
        }
        answer.put(found);
        answered.raise();
        waiter.ring();
    }

    boolean answered() {
        return answered.isUp();
    }

    /** Waits a little for the answer. The asker. */
    void await() {
        waiter.prepare(null);
        if (answered.isUp()) {
            waiter.cancel();
        } else {
            waiter.park(LOOK_AGAIN_NS);
        }
    }

    /** The answer that was given. The asker. */
    T result() {
        return answer.look().get();
    }
}
