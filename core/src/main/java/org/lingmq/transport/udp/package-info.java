/**
 * {@code udp://}: one message is one datagram, without connection, handshake or ZMTP. Who sends does so at once, in the
 * call; the I/O thread receives.
 */
package org.lingmq.transport.udp;
