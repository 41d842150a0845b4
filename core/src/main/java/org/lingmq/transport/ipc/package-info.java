/** The {@code ipc} transport: connections over Unix domain sockets, which are files. */
package org.lingmq.transport.ipc;
