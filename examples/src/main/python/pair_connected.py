"""PAIR: the other end; answers every message with two.

Arguments: endpoint to connect to.
"""

import itertools
import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5559"
with zmq.Context() as context, context.socket(zmq.PAIR) as pair:
    pair.connect(endpoint)
    for count in itertools.count(1):
        message = pair.recv_string()
        pair.send_string(f"got {message}")
        pair.send_string(f"that makes {count}")
