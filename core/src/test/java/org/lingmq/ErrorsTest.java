package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void zeroMqsOwnNumbersFollowItsBase() {
        int base = 156_384_712;
        assertEquals(base + 51, ErrorCode.EFSM.number());
        assertEquals(base + 52, ErrorCode.ENOCOMPATPROTO.number());
        assertEquals(base + 53, ErrorCode.ETERM.number());
        assertEquals(base + 54, ErrorCode.EMTHREAD.number());
    }

    @Test
    void numbersLeadBack() {
        Set<Integer> numbers = new HashSet<>();
        for (ErrorCode code : ErrorCode.values()) {
            assertTrue(numbers.add(code.number()), code.name());
            assertSame(code, ErrorCode.ofNumber(code.number()));
        }
        assertNull(ErrorCode.ofNumber(0));
    }

    @Test
    void exceptionCarriesCodeSentenceAndCause() {
        Exception cause = new IllegalStateException();
        ZmqException failed = new ZmqException(ErrorCode.EADDRINUSE, "port 5555 is taken; choose another", cause);
        assertSame(ErrorCode.EADDRINUSE, failed.code());
        assertSame(cause, failed.getCause());
        assertEquals("org.lingmq.ZmqException: EADDRINUSE: port 5555 is taken; choose another", failed.toString());
    }

    @Test
    void concurrentUseNamesSocketAndBothThreads() {
        Thread owner = new Thread(() -> {}, "first");
        Thread intruder = new Thread(() -> {}, "second");
        ConcurrentUseException failed = new ConcurrentUseException("REQ-1", owner, intruder);
        assertEquals("first", failed.ownerName());
        assertEquals("second", failed.intruderName());
        assertSame(ErrorCode.EBUSY, failed.code());
        assertTrue(
                failed.getMessage()
                        .matches("EBUSY: REQ-1 was called by thread \"second\" \\(\\d+\\)"
                                + " while thread \"first\" \\(\\d+\\) was inside; .*"),
                failed.getMessage());
    }

    @Test
    void aThreadWithoutANameIsNamedByItsNumber() {
        Thread owner = new Thread(() -> {}, "");
        ConcurrentUseException failed = new ConcurrentUseException("REQ-1", owner, new Thread(() -> {}, ""));
        assertTrue(
                failed.getMessage().matches("EBUSY: REQ-1 was called by thread \\d+ while thread \\d+ was inside; .*"),
                failed.getMessage());
        assertTrue(failed.ownerName().matches("thread \\d+"), failed.ownerName());
        assertTrue(failed.intruderName().matches("thread \\d+"), failed.intruderName());
    }

    @Test
    void aVirtualThreadIsCalledSo() throws ReflectiveOperationException {
        Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException before21) {
            // This JDK has none; a newer one runs the rest.
            assertTrue(Runtime.version().feature() < 21);
            return;
        }
        Thread owner = (Thread) start.invoke(null, (Runnable) () -> {});
        ConcurrentUseException failed = new ConcurrentUseException("REQ-1", owner, Thread.currentThread());
        assertTrue(failed.ownerName().matches("virtual thread \\d+"), failed.ownerName());
        assertTrue(failed.getMessage().contains(" while virtual thread "), failed.getMessage());
        owner.setName("mine");
        failed = new ConcurrentUseException("REQ-1", owner, Thread.currentThread());
        assertTrue(failed.getMessage().contains(" while virtual thread \"mine\" ("), failed.getMessage());
    }

    @Test
    void concurrentUseMayNotKnowTheOwner() {
        ConcurrentUseException failed = new ConcurrentUseException("REQ-1", null, Thread.currentThread());
        assertNull(failed.ownerName());
        assertTrue(failed.getMessage().contains("while another thread was inside"));
    }
}
