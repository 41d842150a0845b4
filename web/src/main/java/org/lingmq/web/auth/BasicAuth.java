package org.lingmq.web.auth;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets only those requests through that bring a name and a password out of a {@link PasswordFile} (RFC 7617); others
 * are answered with 401, and with 503 while more passwords wait to be checked than can be in reasonable time.
 *
 * <p>No thread of the server waits for a check: the request goes on, on a thread of the server, when the check is done.
 * The name is then the attribute {@link AuthenticatedUser#ATTRIBUTE} of the request. Requests of all methods are
 * checked, so what has to be answered without a password, as a preflight of CORS, belongs before this handler.
 */
public final class BasicAuth extends Handler.Wrapper {

    /** What browsers show; {@code charset} makes them send UTF-8. */
    private static final String CHALLENGE = "Basic realm=\"Restricted\", charset=\"UTF-8\"";

    private static final String RETRY_SECONDS = "1";

    private final PasswordFile file;
    private final Supplier<PasswordChecks> newChecks;
    private volatile PasswordChecks checks;

    /**
     * Guards another handler.
     *
     * @param file who may come in
     * @param next what they come to; null when it is set later
     */
    public BasicAuth(PasswordFile file, Handler next) {
        this(file, next, PasswordChecks::new);
    }

    BasicAuth(PasswordFile file, Handler next, Supplier<PasswordChecks> newChecks) {
        super(next);
        this.file = file;
        this.newChecks = newChecks;
    }

    /** Blocking, for the password file is looked at with each request. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.BLOCKING;
    }

    @Override
    protected void doStart() throws Exception {
        checks = newChecks.get();
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        checks.stop();
        super.doStop();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Credentials given = Credentials.of(request.getHeaders());
        if (given == null) {
            return challenge(request, response, callback);
        }
        CompletableFuture<Boolean> verdict;
        try {
            verdict = checks.check(given, file.users());
        } catch (RejectedExecutionException e) {
            return busy(request, response, callback);
        }
        if (verdict.isDone()) {
            return decide(given, verdict, request, response, callback);
        }
        CompletableFuture<Boolean> unused = verdict.whenComplete((right, failure) -> {
            try {
                request.getContext().execute(() -> resume(given, verdict, request, response, callback));
            } catch (RejectedExecutionException stopped) {
                callback.failed(stopped);
            }
        });
        return true;
    }

    /** The rest of {@link #handle}, when that has returned long ago and nobody else answers what is left open. */
    private void resume(
            Credentials given,
            CompletableFuture<Boolean> verdict,
            Request request,
            Response response,
            Callback callback) {
        try {
            if (!decide(given, verdict, request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private boolean decide(
            Credentials given,
            CompletableFuture<Boolean> verdict,
            Request request,
            Response response,
            Callback callback)
            throws Exception {
        Boolean right;
        try {
            right = verdict.join();
        } catch (CancellationException stopped) {
            return busy(request, response, callback);
        } catch (CompletionException e) {
            throw new IllegalStateException("a password could not be checked", e.getCause());
        }
        if (right == null) {
            return challenge(request, response, callback);
        }
        request.setAttribute(AuthenticatedUser.ATTRIBUTE, given.user());
        return super.handle(request, response, callback);
    }

    private static boolean challenge(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
        Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
        return true;
    }

    private static boolean busy(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        return true;
    }
}
