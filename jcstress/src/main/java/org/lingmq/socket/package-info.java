/** Races over who reads a socket's links, and over sleeping in a socket that is closed or polled. */
package org.lingmq.socket;
