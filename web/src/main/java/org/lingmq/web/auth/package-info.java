/** Who may come in: password files as {@code htpasswd -B} writes them, and HTTP's basic authentication. */
package org.lingmq.web.auth;
