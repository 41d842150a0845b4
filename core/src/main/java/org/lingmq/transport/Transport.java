package org.lingmq.transport;

import org.lingmq.pattern.Pipe;
import org.lingmq.spi.Endpoint;

/** A way to reach peers. Called by a thread that is inside the socket; only name look-ups for bind may block. */
public interface Transport {

    /**
     * Binds; on return the address is taken.
     *
     * @throws org.lingmq.ZmqException when it cannot be
     */
    Bound bind(Endpoint endpoint, Surroundings around);

    /**
     * Makes an endpoint that will keep connecting once it is started.
     *
     * @throws org.lingmq.ZmqException when the address makes no sense
     */
    Dialed connect(Endpoint endpoint, Surroundings around);

    /** A bound endpoint. */
    interface Bound {

        /** The endpoint really bound, as peers write it. */
        String endpoint();

        /** Whether pipes made through it live on when it is closed. */
        default boolean keepsPipes() {
            return false;
        }

        /** Begins to accept. */
        void start();

        /**
         * Accepts no more and frees the address, before anything that is asked for later is done. So no peer whose pipe
         * is let go after this comes back to an endpoint that is going.
         */
        void stop();

        /**
         * Ends the endpoint after {@link #stop}; the pipes made through it are the socket's to let go. {@code over}
         * runs when all that was asked for before is done, on this thread or another.
         */
        void close(Runnable over);
    }

    /** A connecting endpoint. */
    interface Dialed {

        /** The pipe that exists before there is a connection; null when there is none until then. */
        Pipe pipe();

        /** Begins to connect. */
        void start();

        /** Tries again at once if it had stopped, refused by the peer or out of attempts; says whether it had. */
        boolean tryAgain();

        /** Ends the endpoint once its pipe, which the socket has let go, is over. {@code over} runs then. */
        void close(Runnable over);
    }
}
