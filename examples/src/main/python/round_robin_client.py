"""REQ: connected to several servers, it asks one after the other.

Arguments: endpoints to connect to.
"""

import sys

import zmq

endpoints = sys.argv[1:] or ["tcp://127.0.0.1:5561", "tcp://127.0.0.1:5562", "tcp://127.0.0.1:5563"]
with zmq.Context() as context, context.socket(zmq.REQ) as requester:
    for endpoint in endpoints:
        requester.connect(endpoint)
    for i in range(1, 2 * len(endpoints) + 1):
        requester.send_string(f"request {i}")
        print(requester.recv_string())
