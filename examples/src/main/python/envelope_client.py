"""REQ: sends one request under an id of its own, which a ROUTER shows in front of it.

Arguments: endpoint to connect to, id.
"""

import sys

import frames
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5561"
own_id = sys.argv[2] if len(sys.argv) > 2 else frames.random_id()
with zmq.Context() as context, context.socket(zmq.REQ) as requester:
    requester.routing_id = own_id.encode()
    requester.connect(endpoint)
    print("id", own_id)
    requester.send_string("Hello")
    print(requester.recv_string())
