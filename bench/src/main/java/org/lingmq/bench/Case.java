package org.lingmq.bench;

/**
 * One work with its sizes.
 *
 * @param work what is done
 * @param transport tcp, ipc or inproc
 * @param size bytes of a message
 * @param count how many sockets or connections there are on the side that has many
 * @param rate messages a second, where it is fixed
 */
record Case(Work work, String transport, int size, int count, double rate) {

    /** A name that tells it from all others. */
    String label() {
        String name = work.word() + " " + transport;
        return switch (work) {
            case ONE_WAY -> count == 1 ? name + " " + bytes(size) : name + " " + bytes(size) + " from " + count;
            case ROUND_TRIP -> name + " " + bytes(size);
            case FIXED_RATE -> name + " " + bytes(size) + " at " + thousands((long) rate) + "/s";
            case FAN_OUT -> name + " " + bytes(size) + " to " + count;
            case ROUTED -> name + " " + bytes(size) + ", " + thousands(count) + " DEALERs";
            case IDLE -> name + ", " + thousands(count) + " connections";
            case TOPICS -> name + ", " + count + (count == 1 ? " subscriber" : " subscribers");
            case CHURN -> name + ", " + thousands(count) + " cycles";
        };
    }

    /** Whether sender and receiver are threads of one process. */
    boolean inProcess() {
        return transport.equals("inproc") || work == Work.CHURN;
    }

    /** How many descriptors the process with most of them needs for its sockets. */
    int descriptors(int perSocket) {
        return switch (work) {
            case ROUTED, FAN_OUT, ONE_WAY -> count * perSocket;
            // A thousand kept ones, and both ends of each link are in this process.
            case CHURN -> Math.max(1000 * (perSocket + 1), 2000 + 256 * perSocket);
            case IDLE -> count;
            default -> perSocket;
        };
    }

    /** Where the binding process is to bind. */
    String endpoint() {
        return switch (transport) {
            case "tcp" -> "tcp://127.0.0.1:*";
            case "ipc" -> "ipc://*";
            default -> "inproc://bench";
        };
    }

    static String bytes(int size) {
        if (size >= 1 << 20) {
            return (size >> 20) + " MiB";
        }
        return size >= 1024 ? (size >> 10) + " KiB" : size + " B";
    }

    private static String thousands(long number) {
        return String.format("%,d", number);
    }
}
