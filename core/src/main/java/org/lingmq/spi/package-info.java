/**
 * The seams: what the engine, security mechanisms and name resolvers implement.
 *
 * <p>Each method says which thread calls it, whether it may block, who owns the bytes afterwards and what comes next.
 */
package org.lingmq.spi;
