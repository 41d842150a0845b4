package org.lingmq.web.live;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Tells the pages in browsers that files changed. It answers {@value #SCRIPT_PATH}, the script that {@link Injection}
 * puts into pages, and {@value #EVENTS_PATH}, the server-sent events that the script listens to; every other request,
 * and one that asks for the options of those two, goes on to the next handler. Any thread may use it.
 *
 * <p>Nothing between it and the connection may collect or compress what it writes. Each client gets a sign of life
 * every 15 seconds; one that does not read is dropped, and above 1000 clients a new one gets 503. When the server
 * stops, all streams end, so that no graceful stop waits for them.
 */
public final class LiveReload extends Handler.Wrapper implements Graceful {
    /** Where the script is. */
    public static final String SCRIPT_PATH = "/.ling/reload.js";
    /** Where the events are. */
    public static final String EVENTS_PATH = "/.ling/reload";

    private static final long BEAT_MS = 15_000;
    private static final int MOST_CLIENTS = 1000;
    private static final int MOST_PATHS = 100;
    private static final byte[] SIGN_OF_LIFE = bytes(":\n\n");

    private final long beatMs;
    private final Audience audience;
    private final Shutdown shutdown;
    private final Object telling = new Object();
    private String version;
    private long count;
    private Scheduler.Task nextBeat;

    /**
     * Live reload in front of a site.
     *
     * @param next answers all other requests
     */
    public LiveReload(Handler next) {
        this(next, BEAT_MS, MOST_CLIENTS);
    }

    LiveReload(Handler next, long beatMs, int mostClients) {
        super(next);
        this.beatMs = beatMs;
        audience = new Audience(mostClients);
        // Another server, or the same one started again, may serve other files under the same address.
        version = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        shutdown = new Shutdown(this) {
            @Override
            public boolean isShutdownDone() {
                return audience.size() == 0;
            }
        };
    }

    /**
     * Tells all pages that files changed: {@link FolderWatch} calls it.
     *
     * @param paths what changed, beginning with {@code /}; a page exchanges its style sheets when all end in
     *     {@code .css}, and loads anew otherwise
     */
    public void changed(Set<String> paths) {
        if (paths.isEmpty()) {
            return;
        }
        List<String> told = paths.size() > MOST_PATHS ? List.of("/") : List.copyOf(new TreeSet<>(paths));
        String data = json(told);
        List<EventStream> all;
        // In one order for all clients: each remembers the last that it was told. New ones come in between two changes
        // and must not wait for writes, of which there may be many.
        synchronized (telling) {
            count++;
            byte[] message = bytes("event: change\nid: " + state() + "\ndata: " + data + "\n\n");
            all = audience.all();
            all.forEach(stream -> stream.add(message));
        }
        Audience.each(all, EventStream::go);
    }

    /** How many pages listen. */
    public int clients() {
        return audience.size();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        boolean events = path.equals(EVENTS_PATH);
        if (!events && !path.equals(SCRIPT_PATH) || HttpMethod.OPTIONS.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        } else if (!events) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/javascript; charset=utf-8");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            response.write(true, ByteBuffer.wrap(Script.BYTES), callback);
        } else {
            listen(head, request, response, callback);
        }
        return true;
    }

    private void listen(boolean head, Request request, Response response, Callback callback) {
        EventStream stream = new EventStream(response, callback, this::left);
        byte[] greeting;
        synchronized (telling) {
            // Either this client learns of a change by the state it is greeted with, or it is told.
            greeting = greeting();
            if (!head && !audience.enter(stream)) {
                greeting = null;
            }
        }
        if (greeting == null) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            // After the events nothing else comes: a server that stops need not wait for the connection to be idle.
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        if (head) {
            response.write(true, null, callback);
            return;
        }
        request.addFailureListener(stream::drop);
        request.addIdleTimeoutListener(timeout -> false);
        stream.begin(greeting);
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        audience.close();
        return shutdown.shutdown();
    }

    @Override
    public boolean isShutdown() {
        return shutdown.isShutdown();
    }

    @Override
    protected void doStart() throws Exception {
        shutdown.cancel();
        audience.open();
        super.doStart();
        beatLater();
    }

    @Override
    protected void doStop() throws Exception {
        stopBeating();
        audience.close();
        super.doStop();
    }

    private void left(EventStream stream) {
        audience.leave(stream);
        shutdown.check();
    }

    private void beat() {
        try {
            audience.each(stream -> stream.beat(SIGN_OF_LIFE));
        } finally {
            beatLater();
        }
    }

    private synchronized void beatLater() {
        if (isRunning()) {
            nextBeat = getServer().getScheduler().schedule(this::beat, beatMs, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void stopBeating() {
        if (nextBeat != null) {
            nextBeat.cancel();
        }
    }

    private byte[] greeting() {
        String state = state();
        return bytes("retry: 1000\n: told of every change of the site\nevent: hello\nid: " + state + "\ndata: " + state
                + "\n\n");
    }

    private String state() {
        return version + "-" + count;
    }

    private static String json(List<String> paths) {
        try {
            return JSON.std.asString(paths);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
