package org.lingmq.socket;

import java.lang.reflect.InvocationTargetException;

/** Threads of either kind for tests; virtual ones where the JDK has them, found by name, as this compiles for 17. */
final class Threads {

    private Threads() {}

    /** Starts the task on a new thread. */
    static Thread start(boolean virtual, Runnable task) {
        if (virtual) {
            try {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, task);
            } catch (NoSuchMethodException tooOld) {
                // As many platform threads then.
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Starts the task and returns once its thread sleeps in a socket, or is over. */
    static Thread blockedIn(Runnable task) {
        Thread thread = start(false, task);
        while (thread.getState() == Thread.State.NEW || thread.isAlive() && !sleeps(thread)) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static boolean sleeps(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("org.lingmq.io.Waiter")
                    && !frame.getMethodName().equals("prepare")) {
                return true;
            }
        }
        return false;
    }
}
