package org.lingmq.web.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;

/** Takes the heads out of one direction of an HTTP/1 connection; Jetty's parser says where they end. */
final class HeadTap implements HttpParser.RequestHandler, HttpParser.ResponseHandler {
    private static final int FIRST_FINAL = 200;

    private final Queue<String> methods;
    private final Consumer<byte[]> heads;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private HttpParser parser;
    private boolean inHead = true;
    private boolean complete;
    private boolean broken;

    private HeadTap(Queue<String> methods, Consumer<byte[]> heads) {
        this.methods = methods;
        this.heads = heads;
    }

    /** For what the client sends; adds the methods. */
    static HeadTap ofRequests(HttpConfiguration config, Queue<String> methods, Consumer<byte[]> heads) {
        HeadTap tap = new HeadTap(methods, heads);
        // As strict as the connection, to give up where it does.
        tap.parser = new HttpParser(
                (HttpParser.RequestHandler) tap, config.getRequestHeaderSize(), config.getHttpCompliance());
        return tap;
    }

    /** For what the server answers; takes the methods. */
    static HeadTap ofAnswers(Queue<String> methods, Consumer<byte[]> heads) {
        HeadTap tap = new HeadTap(methods, heads);
        tap.parser = new HttpParser((HttpParser.ResponseHandler) tap);
        return tap;
    }

    /** Takes the bytes that come next; they are consumed. */
    void feed(ByteBuffer bytes) {
        boolean again = bytes.hasRemaining();
        while (again && !broken) {
            boolean wasHead = inHead;
            // The parser drops the rest of its buffer where it fails.
            ByteBuffer rest = bytes.slice();
            parser.parseNext(bytes);
            if (wasHead) {
                take(rest, broken ? toEmptyLine(rest) : rest.remaining() - bytes.remaining());
            }
            if (wasHead && (broken || !inHead)) {
                emit();
            }
            // A message without a body ends in a step of its own, which needs no bytes.
            again = bytes.hasRemaining() || wasHead && !inHead;
            if (complete) {
                complete = false;
                inHead = true;
                parser.reset();
                again = bytes.hasRemaining();
            }
            broken |= parser.isTerminated();
        }
    }

    /** No more bytes come: what there is of a head is all of it. */
    void end() {
        if (inHead && !broken) {
            broken = true;
            emit();
        }
    }

    private void emit() {
        if (head.size() > 0) {
            heads.accept(head.toByteArray());
            head.reset();
        }
    }

    private void take(ByteBuffer from, int count) {
        byte[] taken = new byte[count];
        from.get(taken);
        head.writeBytes(taken);
    }

    /** The length of a head that the parser gave up on; what stands behind it may be a body. */
    private static int toEmptyLine(ByteBuffer bytes) {
        boolean empty = false;
        for (int i = 0; i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            if (b == '\n' && empty) {
                return i + 1;
            }
            empty = b == '\n' || empty && b == '\r';
        }
        return bytes.limit();
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
        methods.add(method);
    }

    @Override
    public void startResponse(HttpVersion version, int status, String reason) {
        if (status >= FIRST_FINAL) {
            parser.setHeadResponse("HEAD".equals(methods.poll()));
        }
    }

    @Override
    public boolean headerComplete() {
        inHead = false;
        return true;
    }

    @Override
    public boolean content(ByteBuffer item) {
        return false;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public boolean messageComplete() {
        complete = true;
        return true;
    }

    @Override
    public void parsedHeader(HttpField field) {}

    @Override
    public void earlyEOF() {
        broken = true;
    }

    @Override
    public void badMessage(HttpException failure) {
        broken = true;
    }
}
