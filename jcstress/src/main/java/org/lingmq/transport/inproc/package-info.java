/** What the races over inproc names need of the transport. */
package org.lingmq.transport.inproc;
