package org.lingmq.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that sends what it is told to the byte, and reads answers without a library's opinion of them. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** Connects; a read that takes a minute fails. */
    public RawClient(String host, int port) throws IOException {
        this(new Socket(host, port));
    }

    /** Takes a socket that is connected. */
    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    /** An answer: its status, its fields as they came, its body without framing. */
    public record Answer(int status, String statusLine, List<String> fields, byte[] body) {
        /** The value of a field, null without it. */
        public String field(String name) {
            for (String field : fields) {
                if (field.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return field.substring(name.length() + 1).strip();
                }
            }
            return null;
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The socket under it. */
    public Socket socket() {
        return socket;
    }

    /** Sends text as Latin-1. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request with the fields given, and Host, and reads the answer. */
    public Answer request(String method, String target, String... fields) throws IOException {
        send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                + String.join(
                        "", java.util.Arrays.stream(fields).map(f -> f + "\r\n").toList()) + "\r\n");
        return answer(method.equals("HEAD"));
    }

    /** GET. */
    public Answer get(String target, String... fields) throws IOException {
        return request("GET", target, fields);
    }

    /** Reads one answer. */
    public Answer answer(boolean withoutBody) throws IOException {
        String statusLine = line();
        List<String> fields = new ArrayList<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            fields.add(field);
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        Answer head = new Answer(status, statusLine, fields, new byte[0]);
        return new Answer(status, statusLine, fields, withoutBody ? new byte[0] : body(head));
    }

    private byte[] body(Answer head) throws IOException {
        if (head.status() == 304 || head.status() == 204 || head.status() < 200) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(head.field("Transfer-Encoding"))) {
            return chunks();
        }
        String length = head.field("Content-Length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line().split(";")[0].strip(), 16);
            body.write(exactly(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended after " + bytes.length + " of " + length + " bytes.");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended after '" + line + "'.");
            }
            line.append((char) next);
        }
        return line.toString().replaceAll("\r$", "");
    }

    /** Reads up to a line that starts so, and returns it. */
    public String lineStartingWith(String start) throws IOException {
        String line = line();
        while (!line.startsWith(start)) {
            line = line();
        }
        return line;
    }

    /** Reads until the server has closed the connection, and returns what came. */
    public String untilClosed() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
