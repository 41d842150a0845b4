package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.List;

/** Round robin with CONFLATE: each peer's turn replaces what waits for it. Waits only while there is no peer at all. */
final class ConflatedOutbox implements Outbox {

    private final PatternHost host;
    private final List<Pipe> pipes = new ArrayList<>();
    private int current;

    ConflatedOutbox(PatternHost host) {
        this.host = host;
    }

    @Override
    public void attach(Pipe pipe) {
        pipe.newestOut = new NewestOut(host, pipe);
        pipes.add(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
        pipe.newestOut.advance(Reach.FEW);
    }

    @Override
    public void writable(Pipe pipe) {
        if (!pipe.ended()) {
            pipe.newestOut.advance(Reach.FEW);
        }
    }

    @Override
    public void detach(Pipe pipe) {
        pipes.remove(pipe);
        pipe.newestOut.lose();
    }

    @Override
    public boolean canSend() {
        return !pipes.isEmpty();
    }

    @Override
    public boolean send(Outgoing message) {
        byte[] body = NewestOut.bodyOf(message);
        if (pipes.isEmpty()) {
            return false;
        }
        if (current >= pipes.size()) {
            current = 0;
        }
        pipes.get(current++).newestOut.put(body, Reach.FEW);
        return true;
    }

    @Override
    public void release(Pipe pipe) {
        pipes.remove(pipe);
        pipe.newestOut.release();
    }
}
