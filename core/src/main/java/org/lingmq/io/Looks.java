package org.lingmq.io;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What an I/O thread looks at now and then until it has seen enough: with one timer for all, and none while there is
 * nothing to look at. Many things are looked at less often, so that looking never takes more than a small part of the
 * thread's time. The I/O thread's.
 */
final class Looks {

    private static final Logger LOG = System.getLogger("org.lingmq.io");
    private static final long APART_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FOR_EACH_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final IoThread io;
    private final List<BooleanSupplier> looks = new ArrayList<>();

    Looks(IoThread io) {
        this.io = io;
    }

    /** Adds a look, which says each time whether it wants another one. */
    void add(BooleanSupplier look) {
        looks.add(look);
        if (looks.size() == 1) {
            later();
        }
    }

    private void later() {
        io.schedule(Math.max(APART_NS, looks.size() * FOR_EACH_NS), this::lookAll);
    }

    private void lookAll() {
        for (int i = looks.size() - 1; i >= 0; i--) {
            if (!wantsAnother(looks.get(i))) {
                int last = looks.size() - 1;
                looks.set(i, looks.get(last));
                looks.remove(last);
            }
        }
        if (!looks.isEmpty()) {
            later();
        }
    }

    private static boolean wantsAnother(BooleanSupplier look) {
        try {
            return look.getAsBoolean();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "a look of an I/O thread failed; this is a bug in LingMQ", failure);
            return false;
        }
    }
}
