package org.lingmq.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mail comes out in order per poster; the same mail lies in the box once. */
final class MailboxTest {

    private final Mailbox box = new Mailbox();
    private final List<String> handled = new ArrayList<>();

    private Mail mail(String name) {
        return new Mail(() -> handled.add(name));
    }

    @Test
    void oldestFirst() {
        assertTrue(box.isEmpty());
        box.post(mail("a"));
        box.post(mail("b"));
        assertFalse(box.isEmpty());
        box.post(mail("c"));
        assertFalse(box.handle(10));
        assertEquals(List.of("a", "b", "c"), handled);
        assertTrue(box.isEmpty());
        assertFalse(box.handle(10));
    }

    @Test
    void handlingStopsAtTheMostAndKeepsTheOrder() {
        IntStream.range(0, 5).forEach(i -> box.post(mail("" + i)));
        assertTrue(box.handle(2));
        box.post(mail("5"));
        assertFalse(box.isEmpty());
        assertTrue(box.handle(1));
        assertTrue(box.handle(2));
        assertFalse(box.isEmpty());
        assertFalse(box.handle(1));
        assertEquals(List.of("0", "1", "2", "3", "4", "5"), handled);
    }

    @Test
    void mailThatLiesInTheBoxIsNotPutInAgain() {
        Mail again = mail("again");
        box.post(again);
        box.post(mail("other"));
        box.post(again);
        assertFalse(box.handle(10));
        box.post(again);
        assertFalse(box.handle(10));
        assertEquals(List.of("again", "other", "again"), handled);
    }

    @Test
    void mailMayBePostedAgainWhileItIsHandled() {
        int[] left = {3};
        Mail[] self = new Mail[1];
        self[0] = new Mail(() -> {
            handled.add("self");
            if (left[0]-- > 0) {
                box.post(self[0]);
            }
        });
        box.post(mail("first"));
        box.post(self[0]);
        box.post(mail("last"));
        assertFalse(box.handle(100));
        assertEquals(List.of("first", "self", "last", "self", "self", "self"), handled);
    }

    @Test
    void mailBehindTheOneBeingHandledMayBePostedAndStaysOne() {
        Mail second = mail("second");
        box.post(new Mail(() -> box.post(second)));
        box.post(second);
        assertFalse(box.handle(100));
        assertEquals(List.of("second"), handled);
    }

    @Test
    void mailThatFailsIsLoggedAndTheRestIsHandled() {
        List<String> logged = CollectedLog.collect("org.lingmq.io");
        Mail failing = new Mail(() -> {
            throw new IllegalStateException("failed");
        });
        box.post(failing);
        box.post(mail("rest"));
        assertFalse(box.handle(10));
        assertEquals(List.of("rest"), handled);
        box.post(failing);
        assertFalse(box.handle(10));
        assertEquals(2, logged.size(), "it may be posted again");
        CollectedLog.stop("org.lingmq.io");
    }

    /** Four posters, one handler: all of it, in each poster's order. */
    @Test
    void orderPerPosterWithManyPosters() throws InterruptedException {
        int posters = 4;
        int each = 20_000;
        int[] seen = new int[posters];
        List<String> outOfOrder = new ArrayList<>();
        AtomicInteger running = new AtomicInteger(posters);
        CountDownLatch start = new CountDownLatch(1);
        for (int p = 0; p < posters; p++) {
            int poster = p;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            box.post(new Mail(() -> {
                                if (seen[poster]++ != number) {
                                    outOfOrder.add(poster + ":" + number);
                                }
                            }));
                            start.countDown();
                        }
                        running.decrementAndGet();
                    })
                    .start();
        }
        start.await();
        while (running.get() > 0 || !box.isEmpty()) {
            box.handle(64);
        }
        assertEquals(List.of(), outOfOrder);
        for (int count : seen) {
            assertEquals(each, count);
        }
    }
}
