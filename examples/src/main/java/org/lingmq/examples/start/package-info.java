/** How {@code examples/run} starts the programs. Nothing in here is an example. */
package org.lingmq.examples.start;
