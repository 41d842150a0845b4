package org.lingmq.web.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** A server with live reload that lets a test see and do what a browser cannot. */
final class LiveServer {
    private final Server server = new Server();
    private final ServerConnector connector;
    private final Queue<Predicate<TimeoutException>> whenIdle = new ConcurrentLinkedQueue<>();
    private volatile Runnable beforeWrite = () -> {};

    LiveServer(LiveReload live) {
        HttpConfiguration configuration = new HttpConfiguration();
        connector = new ServerConnector(
                server, new HttpConnectionFactory(configuration), new HTTP2CServerConnectionFactory(configuration));
        connector.setIdleTimeout(TimeUnit.HOURS.toMillis(1));
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Watched(live)));
    }

    Server server() {
        return server;
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Those that want to be asked when a connection is idle. */
    Queue<Predicate<TimeoutException>> whenIdle() {
        return whenIdle;
    }

    /** What happens from now on before a write to a client whose query is {@code special}. */
    void beforeWrite(Runnable action) {
        beforeWrite = action;
    }

    private final class Watched extends Handler.Wrapper {
        Watched(Handler next) {
            super(next);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return super.handle(
                    new Request.Wrapper(request) {
                        @Override
                        public void addIdleTimeoutListener(Predicate<TimeoutException> listener) {
                            whenIdle.add(listener);
                            super.addIdleTimeoutListener(listener);
                        }
                    },
                    "special".equals(request.getHttpURI().getQuery()) ? special(request, response) : response,
                    callback);
        }

        private Response special(Request request, Response response) {
            return new Response.Wrapper(request, response) {
                @Override
                public void write(boolean last, ByteBuffer content, Callback written) {
                    beforeWrite.run();
                    super.write(last, content, written);
                }
            };
        }
    }

    /** What is behind live reload. */
    static final class Site extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, StandardCharsets.UTF_8.encode("the site\n"), callback);
            return true;
        }
    }
}
