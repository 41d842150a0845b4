/** The program that does one part of one work with one library, in a process of its own, and prints its figures. */
package org.lingmq.bench.peer;
