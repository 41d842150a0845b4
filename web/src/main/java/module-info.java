/**
 * A static web server, on Jetty.
 *
 * <p>Programs use {@code org.lingmq.web}; everything else is private.
 */
module org.lingmq.web {
    requires com.fasterxml.jackson.jr.ob;
    requires com.github.benmanes.caffeine;
    requires java.logging;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;

    exports org.lingmq.web;
}
