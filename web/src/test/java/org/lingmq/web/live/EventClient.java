package org.lingmq.web.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A browser, as far as the server sees one. */
final class EventClient implements AutoCloseable {
    private static final int LIMIT_MS = (int) TimeUnit.MINUTES.toMillis(1);

    /** Soon full, and yet not so small that reading what is in there takes minutes. */
    private static final int SMALL = 64 * 1024;

    private final Socket socket;
    private final BufferedReader reader;
    private final List<String> head = new ArrayList<>();

    private EventClient(int port, String request, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(LIMIT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MS);
        socket.getOutputStream().write((request + "\r\nHost: here\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a request and reads the head of its answer. */
    static EventClient ask(int port, String line) throws IOException {
        EventClient client = new EventClient(port, line + " HTTP/1.1", 0);
        for (String text = client.reader.readLine(); !text.isEmpty(); text = client.reader.readLine()) {
            client.head.add(text);
        }
        return client;
    }

    /** Listens to events, and has read the greeting. */
    static EventClient listen(int port) throws IOException {
        EventClient client = ask(port, "GET /.ling/reload");
        client.readTo("event: hello");
        return client;
    }

    /** Asks for events and never reads any. */
    static EventClient mute(int port) throws IOException {
        return new EventClient(port, "GET /.ling/reload HTTP/1.1", SMALL);
    }

    List<String> head() {
        return head;
    }

    String status() {
        return head.get(0).split(" ")[1];
    }

    /** Reads to a line that begins so, and returns it. */
    String readTo(String beginning) throws IOException {
        List<String> before = new ArrayList<>();
        String line = reader.readLine();
        while (line != null && !line.startsWith(beginning)) {
            before.add(line);
            line = reader.readLine();
        }
        if (line == null) {
            throw new AssertionError("no '" + beginning + "' after " + before);
        }
        return line;
    }

    /** Reads to the end of the connection; fails when it does not end as it should. */
    List<String> readToEnd() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Reads what is still on its way to a client that was dropped; fails when the connection stays open. */
    void readToDrop() throws IOException {
        try {
            readToEnd();
        } catch (SocketException e) {
            // Reset: that is an end too.
            return;
        }
    }

    /** Goes without a goodbye. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
