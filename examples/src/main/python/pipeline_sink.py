"""PULL: the end of a pipeline; collects the results of all workers.

Arguments: endpoint to bind.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5558"
with zmq.Context() as context, context.socket(zmq.PULL) as results:
    results.bind(endpoint)
    print("bound", results.get_string(zmq.LAST_ENDPOINT))
    while True:
        print(results.recv_string())
