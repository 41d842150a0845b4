package org.lingmq.pattern;

/**
 * Bytes that are looked at where they lie, usually the first frame of a message in a lane, without copying them out.
 *
 * <p>Used by one thread, and only during the call it is handed to.
 */
interface ByteSource {
    /** How many bytes there are. */
    int length();

    /**
     * One of the bytes.
     *
     * @param index from 0 to {@code length() - 1}; anything else is the caller's bug
     */
    byte at(int index);
}
