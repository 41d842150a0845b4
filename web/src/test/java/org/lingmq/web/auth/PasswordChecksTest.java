package org.lingmq.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordChecksTest {

    private final Users users = Users.parse(Path.of("users"), Bcrypt.line("ling", "secret"));
    private PasswordChecks checks = new PasswordChecks((password, hash) -> true, 1, 1, Ticker.systemTicker());

    @AfterEach
    void stop() {
        checks.stop();
    }

    @Test
    void nobodyComesInByFittingADecoy() throws Exception {
        assertEquals(true, checks.check(new Credentials("ling", "any"), users).get());
        assertNull(checks.check(new Credentials("mei", "any"), users).get());
    }

    @Test
    void nothingIsCheckedAfterTheEnd() {
        checks.stop();
        assertThrows(RejectedExecutionException.class, () -> checks.check(new Credentials("ling", "secret"), users));
    }

    @Test
    void aFaultOfACheckIsHandedOnAndNotRemembered() {
        checks.stop();
        int[] runs = new int[1];
        checks = new PasswordChecks(
                (password, hash) -> {
                    runs[0]++;
                    throw new IllegalStateException("a fault");
                },
                1,
                1,
                Ticker.systemTicker());
        for (int run = 1; run <= 2; run++) {
            assertThrows(
                    ExecutionException.class,
                    () -> checks.check(new Credentials("ling", "secret"), users).get());
            assertEquals(run, runs[0]);
        }
    }
}
