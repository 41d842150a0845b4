package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two threads post two letters each; all are handled once, each poster's in its order. */
@JCStressTest
@Outcome(
        id = {"ABab", "AaBb", "AabB", "aABb", "aAbB", "abAB"},
        expect = ACCEPTABLE,
        desc = "Every letter once, capitals and small ones each in order.")
@Outcome(expect = FORBIDDEN, desc = "Lost, handled twice, or out of order.")
@State
public class MailboxOrder {

    private final Mailbox mailbox = new Mailbox();
    private final StringBuilder handled = new StringBuilder();

    private void post(char letter) {
        mailbox.post(new Mail(() -> handled.append(letter)));
    }

    @Actor
    void capitals() {
        post('A');
        post('B');
    }

    @Actor
    void small() {
        post('a');
        post('b');
        // Takes the first half of whatever is there, so that some of it lies taken and not handled.
        mailbox.handle(1);
    }

    @Arbiter
    void after(L_Result result) {
        mailbox.handle(10);
        result.r1 = handled.toString();
    }
}
