"""REP: a worker that connects to a broker; its clients need not know where it is.

Arguments: endpoint to connect to, name of this worker.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5566"
name = sys.argv[2] if len(sys.argv) > 2 else "worker"
with zmq.Context() as context, context.socket(zmq.REP) as replier:
    replier.connect(endpoint)
    while True:
        request = replier.recv_string()
        print("received", request)
        replier.send_string(f"{request.replace('Hello', 'World')} from {name}")
