package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a peer makes of the bytes it got: whole messages, whole commands, and a rest. */
final class WireText {

    final List<List<byte[]>> messages = new ArrayList<>();
    final List<byte[]> commands = new ArrayList<>();

    WireText(byte[] bytes) {
        ByteBuffer wire = ByteBuffer.wrap(bytes);
        List<byte[]> parts = new ArrayList<>();
        while (wire.remaining() >= 2) {
            int flags = wire.get();
            assertEquals(0, flags & ~7, "reserved flag bits");
            long size = (flags & 2) == 0 ? wire.get() & 0xFF : wire.remaining() < 8 ? Long.MAX_VALUE : wire.getLong();
            if (size > wire.remaining()) {
                return;
            }
            byte[] body = new byte[(int) size];
            wire.get(body);
            if ((flags & 4) != 0) {
                commands.add(body);
                continue;
            }
            parts.add(body);
            if ((flags & 1) == 0) {
                messages.add(parts);
                parts = new ArrayList<>();
            }
        }
    }
}
