"""SUB: prints the messages that begin with one of its prefixes; '' is all messages, no prefix none.

Arguments: endpoint to connect to, any number of prefixes.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5556"
with zmq.Context() as context, context.socket(zmq.SUB) as subscriber:
    subscriber.connect(endpoint)
    for prefix in sys.argv[2:]:
        subscriber.subscribe(prefix)
    while True:
        print("received", subscriber.recv_string())
