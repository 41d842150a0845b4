/** The {@code tcp} transport: endpoints with addresses, ports and names, and what becomes of them. */
package org.lingmq.transport.tcp;
