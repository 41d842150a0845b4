package org.lingmq.web.wire;

import java.util.Objects;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** HTTP/1 connections that tell a {@link WireWatch} what comes in, and its {@link Trace} all heads. */
public final class WireHttpFactory extends HttpConnectionFactory {
    private final WireWatch watch;

    /**
     * Makes connections as {@code config} says.
     *
     * @param config gets {@code watch} as its first customizer, unless it has it already
     * @param watch told about bytes and requests
     */
    public WireHttpFactory(HttpConfiguration config, WireWatch watch) {
        super(config);
        this.watch = Objects.requireNonNull(watch);
        if (!config.getCustomizers().contains(watch)) {
            config.getCustomizers().add(0, watch);
        }
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        EndPoint top = endPoint;
        WireEndPoint wire = WireEndPoint.under(endPoint);
        if (wire != null) {
            top = new WatchedEndPoint(top, wire.phase());
        }
        Trace trace = watch.trace();
        if (trace != null) {
            top = trace.wrap(top, getHttpConfiguration());
        }
        return super.newConnection(connector, top);
    }
}
