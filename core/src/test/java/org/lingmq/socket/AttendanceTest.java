package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;

/** A caller that reads its links itself; the I/O thread is turned by hand. */
class AttendanceTest {

    private final IoThread home = new IoThread(() -> 0);
    private final Attendance attendance = new Attendance(home, new EntryGuard(), new Waiter());

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
    void linkThatIsClosedWhileItsCallerFindsItOverDoesNotFailTheCall() {
        DyingKey key = new DyingKey();
        attendance.add(new CallerDriven() {
            @Override
            public SelectionKey watch(Selector selector) {
                return key;
            }

            @Override
            public void drive() {
                // The test reads.
            }

            @Override
            public boolean fill() {
                return false;
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
}
