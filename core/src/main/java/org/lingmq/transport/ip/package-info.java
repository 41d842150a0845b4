/** Addresses of IP networks as endpoints write them: hosts, ports and interfaces, read strictly. */
package org.lingmq.transport.ip;
