/**
 * Threads meeting: the entry guard of a socket, custody of a link, mail, waiters, and the I/O thread's loop.
 *
 * <p>Together with the lanes these are the only classes that more than one thread may be in at a time. Every pair of
 * sleeping and waking follows one rule: the publisher publishes, fences and looks at the sleeper's flag; the sleeper
 * sets its flag, fences and looks again before it sleeps.
 */
package org.lingmq.io;
