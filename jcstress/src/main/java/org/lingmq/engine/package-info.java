/** Races over the two tables of a context: inproc names and open sockets. */
package org.lingmq.engine;
