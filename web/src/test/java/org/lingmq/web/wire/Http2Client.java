package org.lingmq.web.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of an HTTP/2 client as it takes to ask for something and to read the answer's body. */
final class Http2Client {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_STREAM_AND_HEADERS = 5;

    private final Socket socket;
    private final DataInputStream in;
    private int stream = -1;

    /** Prior knowledge: the preface, and no settings of its own. */
    Http2Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        WireServer.send(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** Asks for {@code path}, with one field {@code x}. */
    void ask(String path) throws IOException {
        stream += 2;
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        // :method GET and :scheme http stand in HPACK's table; the others are literals.
        block.write(0x82);
        block.write(0x86);
        block.write(0x01);
        literal(block, "host.example");
        block.write(0x04);
        literal(block, path);
        block.write(0x00);
        literal(block, "x");
        literal(block, "y");
        frame(HEADERS, END_STREAM_AND_HEADERS, stream, block.toByteArray());
    }

    /** The body of the answer. */
    String body() throws IOException {
        StringBuilder body = new StringBuilder();
        int type;
        int flags;
        do {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            type = in.readUnsignedByte();
            flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == DATA) {
                body.append(new String(payload, StandardCharsets.ISO_8859_1));
            } else if (type == SETTINGS && flags == 0) {
                frame(SETTINGS, 1, 0, new byte[0]);
            }
        } while (type > HEADERS || (flags & END_STREAM) == 0);
        return body.toString();
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        frame.write(new byte[] {0, 0, 0, (byte) stream});
        frame.write(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    private static void literal(ByteArrayOutputStream block, String text) throws IOException {
        block.write(text.length());
        block.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
