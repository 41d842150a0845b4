/**
 * What tcp and ipc share: ZMTP over a byte stream. A link is one live connection; a session is one peer across links
 * and holds the channel ends of its pipe's lanes; a listener accepts links, a dialer keeps connecting.
 *
 * <p>Everything belongs to the I/O thread, except that in traffic the holder of a session's tx custody may write to the
 * link's channel and the holder of its rx custody may read from it.
 *
 * <p>Facts about {@code java.nio} this code relies on: a channel registered in two selectors keeps its descriptor until
 * both have selected after {@code close}; a key whose interest is 0 is out of epoll, so that not even a reset is seen;
 * only the thread that selects may change a key's interest; closing a connection with unread input sends a reset that
 * destroys what the peer has not read, hence the gentle close of {@link org.lingmq.transport.stream.Farewell}.
 */
package org.lingmq.transport.stream;
