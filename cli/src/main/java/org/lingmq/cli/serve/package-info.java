/**
 * {@code ling serve}: what stands around the web server on a desk. {@link QrCode} brings a phone to it,
 * {@link BrowserOpening} a browser.
 */
package org.lingmq.cli.serve;
