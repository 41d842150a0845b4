/**
 * What happens on the wire of the web server: the deadline of request heads, the access log, the trace.
 *
 * <p>{@link org.lingmq.web.wire.WireWatch} is in the middle. A server that wants all of it is wired like this:
 *
 * <pre>{@code
 * AccessLog log = new AccessLog(LogFormat.CLF, LogFile.open("-"), Clock.systemDefaultZone());
 * WireWatch watch = new WireWatch(log, null);
 * server.setRequestLog(watch);
 * HttpConfiguration config = new HttpConfiguration();
 * ConnectionFactory http1 = new WireHttpFactory(config, watch); // adds the watch to config's customizers
 * ConnectionFactory http2 = new HTTP2CServerConnectionFactory(config); // shares config
 * server.addConnector(new WireConnector(server, 10_000, watch, -1, -1, http1, http2));
 * }</pre>
 */
package org.lingmq.web.wire;
