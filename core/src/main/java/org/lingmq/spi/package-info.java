/**
 * The seams between the API and what implements it.
 *
 * <p>An engine, a transport or a mechanism implements the interfaces of this package; programs that only send and
 * receive messages never need them. Each method says which thread calls it, whether it may block, who owns the
 * bytes afterwards and what comes next.
 */
package org.lingmq.spi;
