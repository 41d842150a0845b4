package org.lingmq.pattern;

import java.nio.charset.StandardCharsets;

/** The bytes of an array, for tests. */
record ArraySource(byte[] bytes) implements ByteSource {
    static ArraySource of(String latin) {
        return new ArraySource(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public byte at(int index) {
        return bytes[index];
    }
}
