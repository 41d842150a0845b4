/** JeroMQ as a peer of the measurements. */
package org.lingmq.bench.jeromq;
