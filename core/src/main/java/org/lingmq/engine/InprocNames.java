package org.lingmq.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.lingmq.transport.inproc.InprocDialer;
import org.lingmq.transport.inproc.InprocListener;
import org.lingmq.transport.inproc.Names;

/** The inproc names of a context. One lock, taken at bind and connect only. */
final class InprocNames implements Names {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, InprocListener> bound = new HashMap<>();
    private final Map<String, List<InprocDialer>> waiting = new HashMap<>();

    @Override
    public List<InprocDialer> bind(String name, InprocListener listener) {
        lock.lock();
        try {
            if (bound.putIfAbsent(name, listener) != null) {
                return null;
            }
            List<InprocDialer> dialers = waiting.remove(name);
            return dialers == null ? List.of() : dialers;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void unbind(String name, InprocListener listener) {
        lock.lock();
        try {
            bound.remove(name, listener);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InprocListener findOrPark(String name, InprocDialer dialer) {
        lock.lock();
        try {
            InprocListener listener = bound.get(name);
            if (listener == null) {
                waiting.computeIfAbsent(name, key -> new ArrayList<>()).add(dialer);
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void park(String name, InprocDialer dialer) {
        lock.lock();
        try {
            waiting.computeIfAbsent(name, key -> new ArrayList<>()).add(dialer);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void unpark(String name, InprocDialer dialer) {
        lock.lock();
        try {
            List<InprocDialer> dialers = waiting.get(name);
            if (dialers != null && dialers.remove(dialer) && dialers.isEmpty()) {
                waiting.remove(name);
            }
        } finally {
            lock.unlock();
        }
    }
}
