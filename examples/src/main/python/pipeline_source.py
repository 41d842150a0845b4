"""PUSH: the start of a pipeline; gives every line that is typed to one worker as a task.

Arguments: endpoint to bind.
"""

import sys

import keyboard
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5557"
with zmq.Context() as context, context.socket(zmq.PUSH) as tasks:
    tasks.bind(endpoint)
    print("bound", tasks.get_string(zmq.LAST_ENDPOINT))
    for line in keyboard.lines():
        tasks.send_string(line)  # waits while no worker is there
