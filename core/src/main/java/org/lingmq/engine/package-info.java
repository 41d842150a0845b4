/**
 * Wires it all: the context, its I/O threads, and the transports by name. The only package that names concrete
 * transports.
 */
package org.lingmq.engine;
