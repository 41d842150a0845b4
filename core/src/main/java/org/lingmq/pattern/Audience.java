package org.lingmq.pattern;

import java.util.function.Consumer;

/**
 * Who subscribed one topic: a single {@link Subscriber}, by far the usual case and then no object of its own, or a
 * {@link Crowd}. Nobody is null.
 */
interface Audience<P> {
    boolean contains(Subscriber<P> subscriber);

    /** This audience and one more, who must not be in it yet. Replaces this one. */
    Audience<P> with(Subscriber<P> subscriber);

    /** This audience without one who is in it; null when nobody is left. Replaces this one. */
    Audience<P> without(Subscriber<P> subscriber);

    /** Shows the message of that generation to everybody here who has not been shown it yet. */
    void show(long generation, Consumer<? super P> visitor);
}
