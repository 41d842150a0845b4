package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.CallerDriven.Filled;

/** A caller that reads its links itself; the I/O thread is turned by hand. */
class AttendanceTest {

    private long nowNs;
    private final IoThread home = new IoThread(() -> nowNs);
    private final Waiter waiter = new Waiter();
    private final Attendance attendance = new Attendance(home, new EntryGuard(), waiter);

    AttendanceTest() throws IOException {
        // The selector could not be opened.
    }

    @AfterEach
    void close() throws IOException {
        attendance.close();
        home.selector().close();
    }

    /** A key whose channel the I/O thread closes the moment after it was found valid. */
    private static final class DyingKey extends SelectionKey {

        private boolean asked;

        @Override
        public SelectableChannel channel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Selector selector() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void cancel() {
            // It is.
        }

        @Override
        public int interestOps() {
            throw new CancelledKeyException();
        }

        @Override
        public SelectionKey interestOps(int operations) {
            asked = true;
            throw new CancelledKeyException();
        }

        @Override
        public int readyOps() {
            throw new CancelledKeyException();
        }
    }

    @Test
    void aLinkWithoutCreditIsReadAtEachLookUntilThereIsNoMore() throws IOException {
        try (PlayedLink one = new PlayedLink(Filled.STALLED, Filled.STALLED, Filled.BUSY, Filled.OPEN, Filled.OVER);
                PlayedLink other = new PlayedLink(Filled.OVER)) {
            attendance.add(one);
            attendance.add(other);
            assertNotNull(attendance.attend());
            attendance.look();
            assertEquals(List.of("drive", "fill"), one.asked());
            one.key().interestOps(0);
            for (int i = 0; i < 3; i++) {
                attendance.look();
                assertEquals(List.of("fill"), one.asked());
            }
            attendance.look();
            assertEquals(List.of(), one.asked());
            one.key().interestOps(SelectionKey.OP_READ);
        }
    }

    @Test
    void aLinkWithoutCreditIsTheIoThreadsWhileTheCallerSleepsAndKeepsNobodyAwake() throws IOException {
        try (PlayedLink link = new PlayedLink(Filled.STALLED, Filled.STALLED, Filled.OPEN)) {
            attendance.add(link);
            waiter.prepare(attendance.attend());
            waiter.cancel();
            attendance.look();
            assertEquals(List.of("drive", "fill"), link.asked());
            waiter.prepare(attendance.attend());
            attendance.sleep(1_000_000);
            assertEquals(List.of("give back, interest 0", "drive"), link.asked());
            assertEquals(SelectionKey.OP_READ, link.key().interestOps());
            attendance.look();
            assertEquals(List.of("fill"), link.asked());
        }
    }

    @Test
    void linkThatIsClosedWhileItsCallerFindsItOverDoesNotFailTheCall() {
        DyingKey key = new DyingKey();
        attendance.add(new CallerDriven() {
            @Override
            public SelectionKey watch(Selector selector, Object attachment) {
                return key;
            }

            @Override
            public void drive() {
                // The test reads.
            }

            @Override
            public Filled fill() {
                return Filled.OVER;
            }

            @Override
            public void giveBack() {
                // The test reads.
            }
        });
        assertNotNull(attendance.attend());
        attendance.look();
        assertTrue(key.asked);
    }

    private void passMs(long timeMs) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(timeMs);
        home.runOnce(0);
    }

    @Test
    void selectorOfACallerThatCameBackAndDidNotWaitIsGivenBackOnceItStaysAway() throws IOException {
        try (PlayedLink link = new PlayedLink(Filled.OPEN)) {
            attendance.add(link);
            attendance.attend();
            for (int looks = 0; looks < 3; looks++) {
                passMs(2);
            }
            assertFalse(attendance.attended(), "the I/O thread reads again");
            attendance.visit();
            passMs(1_000);
            assertTrue(link.key().isValid(), "its caller has been there");
            passMs(1_000);
            assertFalse(link.key().isValid());
        }
    }

    @Test
    void aLinkThatAnotherIsAtIsLeftToTheIoThreadAndTheOthersAreNot() throws IOException {
        try (PlayedLink link = new PlayedLink();
                PlayedLink busy = new PlayedLink()) {
            busy.refuseWatching(true);
            attendance.add(link);
            attendance.add(busy);
            assertNotNull(attendance.attend());
            assertEquals(List.of("drive"), link.asked());
            assertEquals(List.of(), busy.asked());
            busy.refuseWatching(false);
            assertNotNull(attendance.attend());
            assertEquals(List.of(), link.asked());
            assertEquals(List.of("drive"), busy.asked());
        }
    }

    @Test
    void aCallerThatParksLetsGoOfTheChannelsOfDepartedPeers() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attendance.attend();
            attendance.remove(link);
            assertNull(attendance.attend());
            assertTrue(link.registered());
            attendance.own().tidyInside();
            assertFalse(link.registered());
        }
    }

    @Test
    void selectorOfACallerThatLeftByItselfIsGivenBackOnceItStaysAway() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            attendance.attend();
            attendance.leave();
            passMs(0);
            passMs(2);
            passMs(0);
            assertTrue(link.key().isValid());
            passMs(1_000);
            assertFalse(link.key().isValid());
        }
    }
}
