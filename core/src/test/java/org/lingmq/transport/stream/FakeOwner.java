package org.lingmq.transport.stream;

import java.util.ArrayList;
import java.util.List;

/** What a dialer (which keeps the session for the next link) or a listener (which does not) is to a session. */
final class FakeOwner implements SessionOwner {

    final List<LinkEnd> ends = new ArrayList<>();
    int letGo;
    private final boolean keepsSession;

    FakeOwner(boolean keepsSession) {
        this.keepsSession = keepsSession;
    }

    @Override
    public void linkOver(Session session, LinkEnd end, Runnable tell) {
        ends.add(end);
        if (!keepsSession) {
            session.finish();
        }
        tell.run();
    }

    @Override
    public void letGo(Session session) {
        letGo++;
    }
}
