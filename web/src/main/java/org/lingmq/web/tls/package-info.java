/** The key and the certificates a server shows: read from PEM files, or made for this machine. */
package org.lingmq.web.tls;
