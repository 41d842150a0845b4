"""REP: answers one request after the other, each after some time of work.

Arguments: endpoint to bind, milliseconds of work per request.
"""

import sys
import time

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5555"
work_ms = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
with zmq.Context() as context, context.socket(zmq.REP) as replier:
    replier.bind(endpoint)
    print("bound", replier.get_string(zmq.LAST_ENDPOINT))
    while True:
        request = replier.recv_string()
        print("received", request)
        time.sleep(work_ms / 1000)  # the work; the other clients wait for their turn
        replier.send_string(request.replace("Hello", "World"))
