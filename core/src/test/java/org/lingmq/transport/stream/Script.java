package org.lingmq.transport.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.lingmq.zmtp.CommandName;
import org.lingmq.zmtp.Commands;

/** What a peer says in a handshake, as it is in RFC 37. */
final class Script {

    private Script() {}

    /** The greeting of ZMTP 3.1 with NULL. */
    static byte[] greeting() {
        ByteBuffer greeting = ByteBuffer.allocate(64);
        greeting.put((byte) 0xFF).putLong(1).put((byte) 0x7F).put((byte) 3).put((byte) 1);
        greeting.put("NULL".getBytes(US_ASCII));
        return greeting.array();
    }

    /** All of a peer's part: greeting and READY. */
    static byte[] hello(String type) {
        ByteArrayOutputStream metadata = new ByteArrayOutputStream();
        metadata.write("Socket-Type".length());
        metadata.writeBytes("Socket-Type".getBytes(US_ASCII));
        metadata.writeBytes(ByteBuffer.allocate(4).putInt(type.length()).array());
        metadata.writeBytes(type.getBytes(US_ASCII));
        byte[] ready = Commands.frame(Commands.body(CommandName.READY, metadata.toByteArray()));
        return Frames.joined(greeting(), ready);
    }
}
