/**
 * How each socket type routes: one final class per type, composed of a few bricks.
 *
 * <p>Everything here is plain single-threaded Java, called by whoever holds the socket's entry. Patterns know pipes;
 * they know neither links, nor threads, nor clocks.
 */
package org.lingmq.pattern;
