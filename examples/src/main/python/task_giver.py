"""ROUTER: gives every line that is typed to one of its REQ workers, each in turn, as the reply to its request for work.

Arguments: endpoint to bind, number of workers.
"""

import sys

import keyboard
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5564"
workers = int(sys.argv[2]) if len(sys.argv) > 2 else 3
with zmq.Context() as context, context.socket(zmq.ROUTER) as router:
    router.bind(endpoint)
    print("bound", router.get_string(zmq.LAST_ENDPOINT))
    waiting = []
    for task in keyboard.lines():
        if not waiting:  # a new round, as soon as all have asked
            waiting = [router.recv_multipart() for _ in range(workers)]
        worker, empty, _ready = waiting.pop(0)
        router.send_multipart([worker, empty, task.encode()])
    for _ in range(workers):
        worker, empty, _ready = waiting.pop(0) if waiting else router.recv_multipart()
        router.send_multipart([worker, empty, b"END"])
