/** Benchmarks of the subscriptions; in the package because their tree is private there. */
package org.lingmq.pattern;
