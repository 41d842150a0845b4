/**
 * {@code ling demo}: LingMQ at work in real processes. Each part is a class of its own; {@link Demo} runs them one
 * after the other. What a part starts ends with it, whatever happens.
 */
package org.lingmq.cli.demo;
