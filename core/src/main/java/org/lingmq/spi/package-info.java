/**
 * The seams that plug-ins implement and the engine calls.
 *
 * <p>Each method says which thread calls it, whether it may block, who owns the bytes afterwards and what may be called
 * next. Only {@code org.lingmq} lies below this package; everything else meets here.
 */
package org.lingmq.spi;
