/**
 * What users import: contexts, sockets, messages, options, pollers, events and errors.
 *
 * <p>This package is a leaf: interfaces and values only. It knows nothing of the engine behind it, which
 * {@link org.lingmq.Context#open()} finds through {@link java.util.ServiceLoader}.
 */
package org.lingmq;
