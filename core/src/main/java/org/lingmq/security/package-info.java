/**
 * The security mechanisms that come with the core.
 *
 * <p>They implement {@link org.lingmq.spi.Mechanism} and know commands only: no frame, no channel, no thread, no clock.
 */
package org.lingmq.security;
