package org.lingmq.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lingmq.zmtp.Commands;

/** ZMTP traffic as a scripted peer writes and reads it, independently of the lanes. */
final class Frames {

    private Frames() {}

    static byte[] message(String... parts) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i++) {
            frame(wire, i + 1 < parts.length ? 1 : 0, parts[i].getBytes(ISO_8859_1));
        }
        return wire.toByteArray();
    }

    static byte[] ping(int ttlDeciseconds, String context) {
        return Commands.ping(ttlDeciseconds, context.getBytes(ISO_8859_1));
    }

    static byte[] pong(byte[] context) {
        return Commands.pong(ByteBuffer.wrap(context));
    }

    static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static void frame(ByteArrayOutputStream wire, int flags, byte[] body) {
        if (body.length <= 255) {
            wire.write(flags);
            wire.write(body.length);
        } else {
            wire.write(flags | 2);
            wire.writeBytes(ByteBuffer.allocate(8).putLong(body.length).array());
        }
        wire.writeBytes(body);
    }

    /** The frames in some octets: "M:body" and "L:body" with and without MORE, "C:body"; a rest ends it as "?". */
    static List<String> frames(byte[] octets) {
        List<String> frames = new ArrayList<>();
        ByteBuffer wire = ByteBuffer.wrap(octets);
        while (wire.hasRemaining()) {
            wire.mark();
            byte[] body = body(wire);
            if (body == null) {
                frames.add("?");
                return frames;
            }
            int flags = octets[wire.reset().position()];
            body(wire);
            String kind = (flags & 4) != 0 ? "C:" : (flags & 1) != 0 ? "M:" : "L:";
            frames.add(kind + new String(body, ISO_8859_1));
        }
        return frames;
    }

    private static byte[] body(ByteBuffer wire) {
        if (wire.remaining() < 2) {
            return null;
        }
        int flags = wire.get();
        if ((flags & ~7) != 0) {
            throw new AssertionError("reserved flags were sent: " + flags);
        }
        if ((flags & 2) != 0 && wire.remaining() < 8) {
            return null;
        }
        long size = (flags & 2) != 0 ? wire.getLong() : wire.get() & 0xFF;
        if (size > wire.remaining()) {
            return null;
        }
        byte[] body = new byte[(int) size];
        wire.get(body);
        return body;
    }

    /**
     * The whole messages in some octets, their parts joined with bars; commands and an incomplete rest are left out.
     */
    static List<String> messages(byte[] octets) {
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        for (String frame : frames(octets)) {
            if (frame.startsWith("M:")) {
                message.append(frame, 2, frame.length()).append('|');
            } else if (frame.startsWith("L:")) {
                messages.add(message + frame.substring(2));
                message.setLength(0);
            }
        }
        return messages;
    }

    /** The commands in some octets, of that name, without it. */
    static List<String> commands(byte[] octets, String name) {
        List<String> commands = new ArrayList<>();
        String start = "C:" + (char) name.length() + name;
        for (String frame : frames(octets)) {
            if (frame.startsWith(start)) {
                commands.add(frame.substring(start.length()));
            }
        }
        return commands;
    }
}
