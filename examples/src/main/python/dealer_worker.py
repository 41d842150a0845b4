"""REP: answers every request with its name.

Arguments: endpoint to bind, name of this worker.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5571"
name = sys.argv[2] if len(sys.argv) > 2 else "worker"
with zmq.Context() as context, context.socket(zmq.REP) as replier:
    replier.bind(endpoint)
    print("bound", replier.get_string(zmq.LAST_ENDPOINT))
    while True:
        print("received", replier.recv_string())
        replier.send_string(name)
