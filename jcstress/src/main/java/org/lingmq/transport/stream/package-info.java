/** Races of a session between its caller and its I/O thread, on links that the tests play. */
package org.lingmq.transport.stream;
