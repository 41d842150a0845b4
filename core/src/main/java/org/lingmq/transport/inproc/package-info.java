/** {@code inproc://}: two sockets of one context cross their lanes directly; there is no link and no thread between. */
package org.lingmq.transport.inproc;
