/**
 * ZMTP 3.1 and 3.0 as a machine over bytes: greeting, frame headers, commands, metadata (RFC 23, RFC 37).
 *
 * <p>Bytes go in and bytes come out; there is no channel, no thread and no clock here. Memory follows the bytes that
 * were received, never the sizes a peer announces. Every class is used by one thread at a time, the holder of the link.
 */
package org.lingmq.zmtp;
