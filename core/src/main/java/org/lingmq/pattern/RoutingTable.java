package org.lingmq.pattern;

/**
 * Pipes by the routing id of their peer. Looks an id up where it lies, without an object for the search.
 *
 * <p>Open addressing with linear steps. Peers choose their ids, so the hash multiplies by a number nobody outside
 * knows.
 */
final class RoutingTable {

    private final long factor;
    private Pipe[] slots = new Pipe[16];
    private int count;

    /** An empty table. */
    RoutingTable(PatternHost host) {
        factor = (long) host.randomInt() << 32 | host.randomInt() & 0xFFFF_FFFEL | 1;
    }

    private record Id(byte[] bytes) implements ByteSource {
        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public byte at(int index) {
            return bytes[index];
        }
    }

    /** The pipe of that id, or null. */
    Pipe find(ByteSource id) {
        return slots[slotOf(id)];
    }

    /** The pipe of that id, or null. */
    Pipe find(byte[] id) {
        return find(new Id(id));
    }

    /** Enters a pipe under its routing id, in place of another one with the same id. */
    void put(Pipe pipe) {
        int slot = slotOf(new Id(pipe.routingId()));
        if (slots[slot] == null && 2 * ++count > slots.length) {
            Pipe[] old = slots;
            slots = new Pipe[2 * old.length];
            reenter(old);
            slot = slotOf(new Id(pipe.routingId()));
        }
        slots[slot] = pipe;
    }

    private void reenter(Pipe[] pipes) {
        for (Pipe pipe : pipes) {
            if (pipe != null) {
                slots[slotOf(new Id(pipe.routingId()))] = pipe;
            }
        }
    }

    /** Takes a pipe out, if it is the one of its id. */
    void remove(Pipe pipe) {
        int slot = slotOf(new Id(pipe.routingId()));
        if (slots[slot] != pipe) {
            return;
        }
        slots[slot] = null;
        count--;
        // Those that had to step past the freed slot move up.
        for (int next = slot + 1 & slots.length - 1; slots[next] != null; next = next + 1 & slots.length - 1) {
            Pipe moved = slots[next];
            slots[next] = null;
            slots[slotOf(new Id(moved.routingId()))] = moved;
        }
    }

    /** Whether any pipe has room; if none has, each one rings when it has. */
    boolean anyRoomOrStarve() {
        for (Pipe pipe : slots) {
            if (pipe != null && pipe.out().roomOrStarve()) {
                return true;
            }
        }
        return false;
    }

    /** Where the id is, or where it would be put. */
    private int slotOf(ByteSource id) {
        int length = id.length();
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = (hash + (id.at(i) & 0xFF) + 1) * factor;
            hash ^= hash >>> 32;
        }
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != null && !same(id, slots[slot].routingId())) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static boolean same(ByteSource id, byte[] other) {
        if (id.length() != other.length) {
            return false;
        }
        for (int i = 0; i < other.length; i++) {
            if (id.at(i) != other[i]) {
                return false;
            }
        }
        return true;
    }
}
