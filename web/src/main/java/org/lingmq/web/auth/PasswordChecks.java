package org.lingmq.web.auth;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Checks passwords on threads of its own, few of them: bcrypt takes its time on purpose, and must not take it from
 * those who serve. What was right is remembered for ten minutes, and requests that ask the same at the same time share
 * one check.
 */
final class PasswordChecks {

    private static final int MOST_THREADS = 4;
    /** A few seconds of work; who comes later is told so at once. */
    private static final int QUEUE = 64;

    private static final int REMEMBERED = 1_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
    private static final int IDLE_SECONDS = 30;
    private static final int SECRET_BYTES = 32;

    /** Of this life of the server alone: without it nobody can try passwords on what is remembered. */
    private final KeyParameter secret = secret();

    private final BiPredicate<String, String> bcrypt;
    private final ThreadPoolExecutor threads;
    /** Right ones, and those under way: a check that ends with null leaves nothing behind. */
    private final AsyncCache<String, Boolean> right;

    PasswordChecks() {
        this(Bcrypt::check, Math.max(1, Math.min(MOST_THREADS, processors() / 2)), QUEUE, Ticker.systemTicker());
    }

    /**
     * For tests too.
     *
     * @param bcrypt whether a password is the one of a hash
     */
    PasswordChecks(BiPredicate<String, String> bcrypt, int threadCount, int queue, Ticker ticker) {
        this.bcrypt = bcrypt;
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                PasswordChecks::thread);
        threads.allowCoreThreadTimeOut(true);
        this.right = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(REMEMBERED_FOR)
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * Whether somebody is who they say; done already when that is remembered.
     *
     * @return true when they are, null when not; cancelled when {@link #stop} comes first
     * @throws RejectedExecutionException when too much is waiting, or after {@link #stop}
     */
    CompletableFuture<Boolean> check(Credentials given, Users users) {
        String hash = users.hash(given.user());
        // The hash is part of the key: when a user's hash changes or goes, what was remembered is never found again.
        String key = HexFormat.of().formatHex(hmac(given.user() + '\0' + given.password() + '\0' + hash));
        return right.get(key, (same, executor) -> {
            Check check = new Check(key, given, hash, hash == null ? decoy(given.user(), users) : hash);
            threads.execute(check);
            return check.verdict;
        });
    }

    /** Ends the threads; what still waits is cancelled. */
    void stop() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Check check) {
                check.verdict.cancel(false);
            }
        }
        right.synchronous().invalidateAll();
    }

    /** The draw is keyed, so that nobody outside can tell which cost a name that is not there would draw. */
    private String decoy(String user, Users users) {
        return users.decoy(ByteBuffer.wrap(hmac(user)).getInt());
    }

    /** HMAC-SHA-256. */
    private byte[] hmac(String text) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(secret);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return result;
    }

    private static KeyParameter secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new KeyParameter(bytes);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "lingmq-web-passwords");
        thread.setDaemon(true);
        return thread;
    }

    /** One password against one hash. */
    private final class Check implements Runnable {
        private final String key;
        private final Credentials given;
        private final String known;
        private final String compared;
        private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();

        /**
         * Prepares a check.
         *
         * @param key where the verdict is found while it is awaited
         * @param known the user's hash, or null when there is no such user
         * @param compared that hash, or one that takes as long
         */
        Check(String key, Credentials given, String known, String compared) {
            this.key = key;
            this.given = given;
            this.known = known;
            this.compared = compared;
        }

        @Override
        public void run() {
            try {
                boolean fits = bcrypt.test(given.password(), compared) && known != null;
                if (!fits) {
                    forget();
                }
                verdict.complete(fits ? Boolean.TRUE : null);
            } catch (Throwable e) {
                forget();
                verdict.completeExceptionally(e);
            }
        }

        /** The cache does it too, but only after those who wait have been told, who may ask again by then. */
        private void forget() {
            right.asMap().remove(key, verdict);
        }
    }
}
