/**
 * The {@code ling} command. One class per subcommand; data goes to standard output, everything else to standard error,
 * and progress is drawn on a terminal only.
 */
package org.lingmq.cli;
