package org.lingmq.transport.ipc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.lingmq.contract.ThreadSafeTypesContract;
import org.lingmq.contract.TransportClosingContract;
import org.lingmq.contract.TransportContract;

class IpcContractTest implements TransportContract, TransportClosingContract, ThreadSafeTypesContract {
    @TempDir
    private Path folder;

    private int files;

    @Override
    public String anywhere() {
        return "ipc://*";
    }

    @Override
    public String nowhere() {
        return "ipc://" + folder.resolve("socket" + files++);
    }
}
