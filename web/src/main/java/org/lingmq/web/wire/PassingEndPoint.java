package org.lingmq.web.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** Passes everything on to the end point below. */
class PassingEndPoint implements EndPoint, EndPoint.Wrapper {
    private final EndPoint below;

    PassingEndPoint(EndPoint below) {
        this.below = below;
    }

    @Override
    public EndPoint unwrap() {
        return below;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return below.getLocalSocketAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return below.getRemoteSocketAddress();
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return below.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        below.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return below.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return below.isInputShutdown();
    }

    @Override
    public void close() {
        below.close();
    }

    @Override
    public void close(Throwable cause) {
        below.close(cause);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return below.fill(buffer);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return below.flush(buffers);
    }

    @Override
    public Object getTransport() {
        return below.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return below.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long idleTimeout) {
        below.setIdleTimeout(idleTimeout);
    }

    @Override
    public void fillInterested(Callback callback) {
        below.fillInterested(callback);
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        return below.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        return below.isFillInterested();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        below.write(callback, buffers);
    }

    @Override
    public Callback cancelWrite(Throwable cause) {
        return below.cancelWrite(cause);
    }

    @Override
    public Connection getConnection() {
        return below.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        below.setConnection(connection);
    }

    @Override
    public void onOpen() {
        below.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        below.onClose(cause);
    }

    @Override
    public void upgrade(Connection newConnection) {
        below.upgrade(newConnection);
    }

    @Override
    public SslSessionData getSslSessionData() {
        return below.getSslSessionData();
    }

    @Override
    public boolean isSecure() {
        return below.isSecure();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + below + "]";
    }
}
