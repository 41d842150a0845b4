package org.lingmq.pattern;

import java.util.Arrays;
import java.util.function.Consumer;

/** Two or more subscribers of one topic, by rising ordinal, so that one is found and taken out without a search. */
final class Crowd<P> implements Audience<P> {
    private Subscriber<P>[] members;
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Crowd(Subscriber<P> one, Subscriber<P> other) {
        members = new Subscriber[] {one, other};
        size = 2;
        if (one.ordinal() > other.ordinal()) {
            members[0] = other;
            members[1] = one;
        }
    }

    /** Where that subscriber stands, or {@code -1 - where} it would. */
    private int indexOf(Subscriber<P> subscriber) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(members[middle].ordinal(), subscriber.ordinal());
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    @Override
    public boolean contains(Subscriber<P> subscriber) {
        return indexOf(subscriber) >= 0;
    }

    @Override
    public Audience<P> with(Subscriber<P> subscriber) {
        int index = -1 - indexOf(subscriber);
        if (size == members.length) {
            members = Arrays.copyOf(members, size + (size >> 1) + 1);
        }
        System.arraycopy(members, index, members, index + 1, size - index);
        members[index] = subscriber;
        size++;
        return this;
    }

    @Override
    public Audience<P> without(Subscriber<P> subscriber) {
        int index = indexOf(subscriber);
        if (size == 2) {
            return members[1 - index];
        }
        size--;
        System.arraycopy(members, index + 1, members, index, size - index);
        members[size] = null;
        if (size <= members.length >> 2) {
            members = Arrays.copyOf(members, size + (size >> 1));
        }
        return this;
    }

    @Override
    public void show(long generation, Consumer<? super P> visitor) {
        for (int i = 0; i < size; i++) {
            members[i].show(generation, visitor);
        }
    }
}
