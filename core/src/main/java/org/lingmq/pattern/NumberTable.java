package org.lingmq.pattern;

/**
 * Pipes by the number they are addressed by. Numbers are made here and count up, so that they spread by themselves:
 * open addressing with linear steps, and no object for a search.
 */
final class NumberTable {

    private Pipe[] slots = new Pipe[16];
    private int count;
    private int next;

    /** An empty table, whose numbers begin there. */
    NumberTable(int first) {
        countFrom(first);
    }

    /** The next number is that one, or the first after it that is free. */
    void countFrom(int number) {
        next = number;
    }

    /** The pipe of that number, or null. */
    Pipe find(int number) {
        return slots[slotOf(number)];
    }

    /** Gives a pipe the next number that is free and not 0, which says nobody. */
    void enter(Pipe pipe) {
        while (next == 0 || find(next) != null) {
            next++;
        }
        pipe.number = next++;
        if (2 * ++count > slots.length) {
            Pipe[] old = slots;
            slots = new Pipe[2 * old.length];
            for (Pipe former : old) {
                if (former != null) {
                    slots[slotOf(former.number)] = former;
                }
            }
        }
        slots[slotOf(pipe.number)] = pipe;
    }

    /** Takes a pipe out, if it is here. */
    void remove(Pipe pipe) {
        int slot = slotOf(pipe.number);
        if (slots[slot] != pipe) {
            return;
        }
        slots[slot] = null;
        count--;
        // Those that had to step past the freed slot move up.
        for (int i = slot + 1 & slots.length - 1; slots[i] != null; i = i + 1 & slots.length - 1) {
            Pipe moved = slots[i];
            slots[i] = null;
            slots[slotOf(moved.number)] = moved;
        }
    }

    /** Whether any pipe has room; if none has, each one rings when it has. */
    boolean anyRoomOrStarve() {
        for (Pipe pipe : slots) {
            if (pipe != null && pipe.roomOrFull()) {
                return true;
            }
        }
        return false;
    }

    /** Where the number is, or where it would be put. */
    private int slotOf(int number) {
        int slot = number & slots.length - 1;
        while (slots[slot] != null && slots[slot].number != number) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
