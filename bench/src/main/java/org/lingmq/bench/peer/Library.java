package org.lingmq.bench.peer;

import java.nio.ByteBuffer;

/** What a work needs of a messaging library. */
public interface Library extends AutoCloseable {

    /** The kinds of sockets the works use. */
    enum Kind {
        PUSH,
        PULL,
        REQ,
        REP,
        PUB,
        SUB,
        ROUTER,
        DEALER
    }

    /** One socket. */
    interface Port extends AutoCloseable {

        /** Returns the endpoint really bound. */
        String bind(String endpoint);

        /** Connects. */
        void connect(String endpoint);

        /** For SUB. */
        void subscribe(byte[] prefix);

        /** Sends a message of one frame. */
        void send(byte[] body);

        /** Receives a message of one frame into the buffer, which is cleared before. */
        void receive(ByteBuffer into);

        /** Receives a message and sends it back to where it came from; for ROUTER. */
        void sendBack();

        @Override
        void close();
    }

    /** A socket with LINGER 0; PUB blocks instead of dropping. */
    Port open(Kind kind);

    /** A socket without water marks. */
    Port openUnlimited(Kind kind);

    /** Name and version. */
    String version();

    @Override
    void close();
}
