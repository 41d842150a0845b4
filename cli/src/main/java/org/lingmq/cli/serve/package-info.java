/** The subcommand {@code serve}: the web server with everything that can be set on it. */
package org.lingmq.cli.serve;
