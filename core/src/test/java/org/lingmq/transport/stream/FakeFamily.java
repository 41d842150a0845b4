package org.lingmq.transport.stream;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;

/** A transport whose names, addresses and connections are the test's. */
final class FakeFamily implements StreamDialer.Family {

    /** An address that is only a name. */
    static final class Name extends SocketAddress {
        private static final long serialVersionUID = 1;
        private final String name;

        Name(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a connection that is begun does. */
    enum Answer {
        AT_ONCE,
        LATER,
        FAILS_AT_ONCE,
        DOES_NOT_OPEN
    }

    final List<Attempt> attempts = new ArrayList<>();
    List<SocketAddress> addresses = List.of(new Name("a"));

    /** Null: names are found at once; else what waits for {@link #find}. */
    List<Consumer<List<SocketAddress>>> waiting;

    String lookUpFailure;
    int lookUps;
    Answer answer = Answer.AT_ONCE;
    private final Bench bench;

    FakeFamily(Bench bench) {
        this.bench = bench;
    }

    /** The oldest look-up that waits finds these. */
    void find(SocketAddress... found) {
        waiting.remove(0).accept(List.of(found));
    }

    Attempt newest() {
        return attempts.get(attempts.size() - 1);
    }

    @Override
    public void resolve(Consumer<List<SocketAddress>> found, Consumer<String> failed) {
        lookUps++;
        if (waiting != null) {
            waiting.add(found);
        } else if (lookUpFailure != null) {
            failed.accept(lookUpFailure);
        } else {
            found.accept(addresses);
        }
    }

    @Override
    public String named(SocketAddress address) {
        return address.toString();
    }

    @Override
    public Connecting open(SocketAddress address) throws IOException {
        Attempt attempt = new Attempt(address.toString());
        attempts.add(attempt);
        if (answer == Answer.DOES_NOT_OPEN) {
            throw new IOException("no more descriptors");
        }
        return attempt;
    }

    /** One connection under way. */
    final class Attempt implements Connecting {
        final String address;
        final FakeWire wire = bench.wire();
        final long begunNs = bench.nowNs;
        boolean closed;
        IOException failure;
        private Ready handler;
        private boolean there;

        Attempt(String address) {
            this.address = address;
        }

        /** The peer has accepted. */
        void succeeds() {
            there = true;
            handler.ready(0);
        }

        /** The peer has refused. */
        void fails(String reason) {
            failure = new IOException(reason);
            handler.ready(0);
        }

        /** The selector tells of something that changes nothing. */
        void stirs() {
            handler.ready(0);
        }

        @Override
        public boolean begin(IoThread io, Ready next) throws IOException {
            handler = next;
            if (answer == Answer.FAILS_AT_ONCE) {
                throw new IOException("refused");
            }
            return answer == Answer.AT_ONCE;
        }

        @Override
        public boolean finish() throws IOException {
            if (failure != null) {
                throw failure;
            }
            return there;
        }

        @Override
        public Wire wire() {
            return wire;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
