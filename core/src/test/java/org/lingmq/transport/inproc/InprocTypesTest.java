package org.lingmq.transport.inproc;

import org.lingmq.contract.ThreadSafeTypesContract;

class InprocTypesTest implements ThreadSafeTypesContract {
    private int names;

    @Override
    public String anywhere() {
        return nowhere();
    }

    @Override
    public String nowhere() {
        return "inproc://types-" + names++;
    }
}
