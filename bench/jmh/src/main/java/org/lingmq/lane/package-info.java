/**
 * Benchmarks of the lanes and of the codec, which is their ends; in the package because most of it is private there.
 */
package org.lingmq.lane;
