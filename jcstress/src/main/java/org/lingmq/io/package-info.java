/** Races over the words, flags, mail and waiters of sockets and I/O threads. */
package org.lingmq.io;
