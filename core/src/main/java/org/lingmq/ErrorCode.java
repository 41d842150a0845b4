package org.lingmq;

/**
 * Why a call failed, under the errno names that libzmq uses.
 *
 * <p>Time running out is no error in LingMQ: {@code receive} returns null and {@code send} false, where libzmq sets
 * {@code EAGAIN}.
 */
public enum ErrorCode {
    /** A folder or name that does not exist: an ipc path in a missing folder, an endpoint never bound or connected. */
    ENOENT(2),
    /** The waiting thread was interrupted; nothing is lost and the flag stays set. */
    EINTR(4),
    /** The operating system failed at reading or writing. */
    EIO(5),
    /** The operating system does not allow it: a low port, a folder without write permission. */
    EACCES(13),
    /** A null or otherwise unusable argument where an object is needed. */
    EFAULT(14),
    /** Two threads were inside one socket at once. */
    EBUSY(16),
    /** The network interface named in an endpoint does not exist. */
    ENODEV(19),
    /** A value outside its legal range, or an endpoint that cannot be read. */
    EINVAL(22),
    /** Too many sockets in the context, or too many open files in the process. */
    EMFILE(24),
    /** The peer closed the connection that was written to. */
    EPIPE(32),
    /** An ipc path longer than the operating system's limit. */
    ENAMETOOLONG(36),
    /** The socket is closed. */
    ENOTSOCK(88),
    /** The message does not fit: the buffer, or the limit of its parts. */
    EMSGSIZE(90),
    /** The transport is unknown, or its plug-in is not there. */
    EPROTONOSUPPORT(93),
    /** This type of socket does not do that: send on PULL, subscribe on PUSH. */
    ENOTSUP(95),
    /** The address family is not available: IPv6 where it is switched off. */
    EAFNOSUPPORT(97),
    /** Somebody else is bound to that address. */
    EADDRINUSE(98),
    /** The address is none of this machine's. */
    EADDRNOTAVAIL(99),
    /** No route to the peer's network. */
    ENETUNREACH(101),
    /** The operating system gave a connection up. */
    ECONNABORTED(103),
    /** The peer reset the connection. */
    ECONNRESET(104),
    /** No memory for buffers. */
    ENOBUFS(105),
    /** No connection. */
    ENOTCONN(107),
    /** The peer did not answer in time. */
    ETIMEDOUT(110),
    /** Nobody listens at the peer's address. */
    ECONNREFUSED(111),
    /** No such peer: a ROUTER with ROUTER_MANDATORY does not know the routing id. */
    EHOSTUNREACH(113),
    /** The call is not legal in this state: a REQ sends twice, a REP replies before it has a request. */
    EFSM(156_384_763),
    /** The transport does not fit this type of socket. */
    ENOCOMPATPROTO(156_384_764),
    /** The context is shut down or closed. */
    ETERM(156_384_765),
    /** No I/O thread is there to do it. */
    EMTHREAD(156_384_766);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /**
     * The number libzmq gives this error on Linux. The last four are ZeroMQ's own and the same on every system.
     *
     * @return a positive number
     */
    public int number() {
        return number;
    }

    /**
     * The code with that number.
     *
     * @param number as libzmq's {@code zmq_errno} reports it on Linux
     * @return the code, or null when none has that number
     */
    public static ErrorCode ofNumber(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return null;
    }
}
