package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.io.Clock;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven.Filled;

/** A caller that reads its links itself looks at them before it sleeps. */
class SpinAttendanceTest {

    private final IoThread home = new IoThread(Clock.SYSTEM);
    private final Waiter waiter = new Waiter();
    private final Attendance attendance = new Attendance(home, new EntryGuard(), waiter);
    private boolean something;
    private final Spin spin = new Spin(attendance.own(), attendance::look, () -> something, 1);

    SpinAttendanceTest() throws IOException {}

    @BeforeEach
    void letItLook() {
        for (int i = 0; i < 8; i++) {
            spin.slept(0);
        }
    }

    @AfterEach
    void close() throws IOException {
        attendance.close();
        home.selector().close();
    }

    @Test
    void itReadsThem() throws IOException {
        try (PlayedLink link = new PlayedLink(Filled.OPEN)) {
            attendance.add(link);
            assertNotNull(attendance.attend());
            link.asked();
            assertFalse(spin.finds(true, -1));
            assertEquals(List.of("fill"), link.asked());
        }
    }

    @Test
    void whenReadingFailsItLooksNoMoreAndCanAgain() throws IOException {
        try (PlayedLink link = new PlayedLink()) {
            attendance.add(link);
            assertNotNull(attendance.attend());
            for (int i = 0; i < 1000; i++) {
                assertThrows(NoSuchElementException.class, () -> spin.finds(true, -1));
            }
            assertFalse(waiter.ring(), "mail would be left to nobody");
            something = true;
            assertTrue(spin.finds(false, -1));
        }
    }
}
