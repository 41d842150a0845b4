/** Benchmarks of what threads tell each other with. */
package org.lingmq.io;
