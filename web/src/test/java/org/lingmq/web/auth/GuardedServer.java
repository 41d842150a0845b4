package org.lingmq.web.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A server behind a password, whose bcrypt can be counted and held up. */
final class GuardedServer implements AutoCloseable {

    /** An answer: status, the two headers a guard may add, and the body. */
    record Answer(int status, String challenge, String retryAfter, String body) {}

    /** One check of a password: against which hash, on which thread. */
    record Run(String password, String hash, Thread thread) {}

    final Server server = new Server();
    /** All runs of bcrypt, in order. */
    final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    /** How many runs may end; a test that holds them up drains it. */
    final Semaphore mayEnd = new Semaphore(1_000_000);
    /** One permit for each request whose handling has returned, be it answered or not. */
    final Semaphore returned = new Semaphore(0);
    /** The users an access log sees. */
    final BlockingQueue<String> logged = new LinkedBlockingQueue<>();

    final AtomicLong nanoseconds = new AtomicLong();
    final BasicAuth guard;
    private final ServerConnector connector = new ServerConnector(server);

    /** One thread checks, and one request may wait for it. */
    GuardedServer(Path users) throws Exception {
        Ticker ticker = nanoseconds::get;
        guard = new BasicAuth(
                PasswordFile.open(users), new Inside(), () -> new PasswordChecks(this::check, 1, 1, ticker));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Wrapper(guard) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                try {
                    return super.handle(request, response, callback);
                } finally {
                    returned.release();
                }
            }
        });
        server.setRequestLog((request, response) -> logged.add(String.valueOf(AuthenticatedUser.of(request))));
        server.start();
    }

    private boolean check(String password, String hash) {
        runs.add(new Run(password, hash, Thread.currentThread()));
        try {
            mayEnd.acquire();
        } catch (InterruptedException e) {
            return false;
        }
        return Bcrypt.check(password, hash);
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for a page with any number of Authorization headers. */
    Answer ask(String path, String... authorizations) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            for (String authorization : authorizations) {
                connection.addRequestProperty("Authorization", authorization);
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(
                        status,
                        connection.getHeaderField("WWW-Authenticate"),
                        connection.getHeaderField("Retry-After"),
                        in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return new Answer(-1, null, null, e.toString());
        }
    }

    int status(String credentials) {
        return ask("/", basic(credentials)).status();
    }

    @Override
    public void close() {
        mayEnd.release(1_000);
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Says who came in and on which thread; has a hole at {@code /none} and a fault at {@code /fault}. */
    private static final class Inside extends Handler.Abstract {
        private static final Map<String, String> PLACES = Map.of("/none", "none", "/fault", "fault");

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String place = PLACES.getOrDefault(request.getHttpURI().getPath(), "page");
            if (place.equals("none")) {
                return false;
            }
            if (place.equals("fault")) {
                throw new IllegalStateException("a fault inside");
            }
            String body = AuthenticatedUser.of(request) + "@"
                    + Thread.currentThread().getName().split("[0-9]")[0];
            response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }
}
