"""REQ: a worker that asks for a task, does it, and asks again.

Arguments: endpoint to connect to, name of this worker.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5564"
name = sys.argv[2] if len(sys.argv) > 2 else "worker"
with zmq.Context() as context, context.socket(zmq.REQ) as requester:
    requester.connect(endpoint)
    done = 0
    requester.send_string("ready")
    while (task := requester.recv_string()) != "END":
        print(name, "does", task)
        done += 1
        requester.send_string("ready")
    print(name, "did", done)
