/**
 * Live reload: {@link org.lingmq.web.live.FolderWatch} sees what changes in a folder,
 * {@link org.lingmq.web.live.LiveReload} tells the pages that browsers show of it, and
 * {@link org.lingmq.web.live.Injection} puts into each page the script that listens.
 */
package org.lingmq.web.live;
