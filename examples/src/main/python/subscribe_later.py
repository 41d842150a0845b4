"""SUB: shows that nothing comes without a subscription, and that what was sent before it stays away.

Arguments: endpoint to connect to, milliseconds before it subscribes.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5556"
wait_ms = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
with zmq.Context() as context, context.socket(zmq.SUB) as subscriber:
    subscriber.connect(endpoint)
    early = subscriber.poll(wait_ms)
    print("too early: " + subscriber.recv_string() if early else "nothing without a subscription")
    subscriber.subscribe("")
    while True:
        print("received", subscriber.recv_string())
