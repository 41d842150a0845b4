"""PUB: sends every line that is typed to whoever has subscribed to its beginning at that moment.

Arguments: endpoint to bind.
"""

import sys

import keyboard
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5556"
with zmq.Context() as context, context.socket(zmq.PUB) as publisher:
    publisher.bind(endpoint)
    print("bound", publisher.get_string(zmq.LAST_ENDPOINT))
    for line in keyboard.lines():
        publisher.send_string(line)  # never waits: without subscribers it is gone
