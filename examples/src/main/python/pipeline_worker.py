"""PULL and PUSH: the middle of a pipeline; connects to both ends, so that workers may come and go.

Arguments: endpoint of the source, endpoint of the sink, name of this worker.
"""

import sys

import zmq

source = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5557"
sink = sys.argv[2] if len(sys.argv) > 2 else "tcp://127.0.0.1:5558"
name = sys.argv[3] if len(sys.argv) > 3 else "worker"
with zmq.Context() as context, context.socket(zmq.PULL) as tasks, context.socket(zmq.PUSH) as results:
    tasks.connect(source)
    results.connect(sink)
    while True:
        results.send_string(f"{name} did {tasks.recv_string()}")
