package org.lingmq.transport.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.lingmq.contract.ThreadSafeTypesContract;
import org.lingmq.contract.TransportClosingContract;
import org.lingmq.contract.TransportContract;

class TcpContractTest implements TransportContract, TransportClosingContract, ThreadSafeTypesContract {
    @Override
    public String anywhere() {
        return "tcp://127.0.0.1:*";
    }

    @Override
    public String nowhere() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "tcp://127.0.0.1:" + free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
