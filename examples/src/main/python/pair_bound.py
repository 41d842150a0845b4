"""PAIR: talks with one peer, without the turns of REQ and REP; here two messages come back for every line typed.

Arguments: endpoint to bind.
"""

import sys

import keyboard
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5559"
with zmq.Context() as context, context.socket(zmq.PAIR) as pair:
    pair.bind(endpoint)
    print("bound", pair.get_string(zmq.LAST_ENDPOINT))
    for line in keyboard.lines():
        pair.send_string(line)
        print(pair.recv_string())
        print(pair.recv_string())
