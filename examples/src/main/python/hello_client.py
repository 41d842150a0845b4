"""REQ: sends a request, waits for its reply, and so on. Start several at once.

Arguments: endpoint to connect to, name of this client, number of requests.
"""

import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5555"
name = sys.argv[2] if len(sys.argv) > 2 else "client"
requests = int(sys.argv[3]) if len(sys.argv) > 3 else 3
with zmq.Context() as context, context.socket(zmq.REQ) as requester:
    requester.connect(endpoint)
    print(f"asking {endpoint}, waiting until somebody answers there")
    for i in range(1, requests + 1):
        requester.send_string(f"Hello {name} {i}")
        print("received", requester.recv_string())
