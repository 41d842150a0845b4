/** A static web server as an object: {@link org.lingmq.web.HttpWebServer} and what can be set on it. */
package org.lingmq.web;
