package org.lingmq.pattern;

/** What a {@link Publisher} knows of one peer; its pipe's note. */
final class Listener {

    /** The link that its subscriptions came over. */
    int link;

    /** Whether that link went over a limit, so that nothing it says counts. */
    boolean refused;

    /** Whether the message that is being read has frames that are no subscriptions. */
    boolean foreign;

    /** RADIO: how often each group was joined once more; null while none was, as no DISH that we know does it. */
    private TopicSet repeats;

    private long repeatedBytes;

    /** Another link begins, over which it has asked for nothing yet. */
    void begin(int number) {
        link = number;
        refused = false;
        forgetRepeats();
    }

    /** Nothing that it says over this link counts any more. */
    void refuse() {
        refused = true;
        forgetRepeats();
    }

    private void forgetRepeats() {
        repeats = null;
        repeatedBytes = 0;
    }

    /** A group that it has joined is joined once more. */
    void joinedAgain(byte[] group) {
        if (repeats == null) {
            repeats = new TopicSet();
        }
        if (repeats.subscribe(group)) {
            repeatedBytes += group.length;
        }
    }

    /** Whether a group was joined more often than left, before this leave is counted. */
    boolean leftOnce(byte[] group) {
        if (repeats == null || !repeats.contains(group, group.length)) {
            return false;
        }
        if (repeats.unsubscribe(group)) {
            repeatedBytes -= group.length;
        }
        return true;
    }

    /** How many groups were joined more than once. */
    long repeated() {
        return repeats == null ? 0 : repeats.distinct();
    }

    /** How many bytes the names of these groups have. */
    long repeatedBytes() {
        return repeatedBytes;
    }
}
