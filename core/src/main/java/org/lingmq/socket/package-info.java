/** One socket's life: who may enter, what it waits for, its endpoints, peers, options and events. */
package org.lingmq.socket;
