/** LingMQ against libzmq: the peers that tests start as processes of their own, and the soak runs. */
package org.lingmq.interop;
