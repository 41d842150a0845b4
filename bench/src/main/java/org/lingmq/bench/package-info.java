/** {@code ling bench}: measures LingMQ and its peers side by side, in one run. */
package org.lingmq.bench;
