/**
 * What every transport needs of a socket, and the values it was configured with. Transports know this and pipes; they
 * do not know sockets.
 */
package org.lingmq.transport;
