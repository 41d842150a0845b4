package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lingmq.Poller;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.transport.CallerDriven;

/** One socket as a poller knows it. The poller's, where nothing else is said. */
final class PolledSocket {

    private final LingSocket socket;
    private final WaitingPlace place;
    private final Mailbox rung;
    private final Consumer<PolledSocket> dues;
    private final Mail mail;
    private final List<CallerDriven> ready = new ArrayList<>();
    private final Consumer<CallerDriven> reader = this::linkReady;
    private int wanted;
    private boolean due;

    /**
     * A socket that is not looked at yet.
     *
     * @param rung where others say that something has changed
     * @param dues told when the socket is to be looked at before the next sleep
     */
    PolledSocket(LingSocket socket, WaitingPlace place, Mailbox rung, Consumer<PolledSocket> dues) {
        this.socket = socket;
        this.place = place;
        this.rung = rung;
        this.dues = dues;
        this.mail = new Mail(() -> dues.accept(this));
    }

    LingSocket socket() {
        return socket;
    }

    void want(int events) {
        wanted = events;
    }

    boolean wants(int event) {
        return (wanted & event) != 0;
    }

    /** Whether it is to be put on the list of those to look at, on which it is once. */
    boolean turnsDue() {
        boolean turns = !due;
        due = true;
        return turns;
    }

    void lookedAt() {
        due = false;
    }

    private void linkReady(CallerDriven link) {
        ready.add(link);
        dues.accept(this);
    }

    /** Reads the socket's links if messages are wanted. The holder of the socket's entry, too. */
    void read(Attendance attendance) {
        if (!wants(Poller.IN)) {
            attendance.forsake(place);
        } else if (attendance.attend(place, reader)) {
            attendance.look(ready);
        }
        ready.clear();
    }

    /** The poller has no more to do with that socket. The holder of its entry. */
    void leave(Attendance attendance) {
        attendance.forsake(place);
    }

    /** Something has changed in the socket: the poller looks, at once if it sleeps. Any thread. */
    void ring() {
        rung.post(mail);
        place.waiter().ring();
    }

    /** Something may have changed: the poller looks when it next polls. Any thread. */
    void used() {
        rung.post(mail);
        if (place.waiter().waiting()) {
            // Another thread uses the socket; one who rang meanwhile found the mail claimed, and not yet in the box.
            place.waiter().ring();
        }
    }
}
