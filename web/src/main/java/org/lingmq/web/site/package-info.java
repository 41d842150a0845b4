/**
 * From the path of a request to the bytes of a file: which file it is, what is said of it, and how much of it is sent.
 *
 * <p>{@link org.lingmq.web.site.Site} is the only one who decides what may be seen; the others get a file from it.
 */
package org.lingmq.web.site;
