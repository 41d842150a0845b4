"""DEALER: sends many requests to several REP workers at once and counts the replies of each.

Arguments: endpoints to connect to.
"""

import collections
import sys

import zmq

endpoints = sys.argv[1:] or ["tcp://127.0.0.1:5571", "tcp://127.0.0.1:5572", "tcp://127.0.0.1:5573"]
requests = 10 * len(endpoints)
with zmq.Context() as context, context.socket(zmq.DEALER) as dealer:
    for endpoint in endpoints:
        dealer.connect(endpoint)
    for i in range(1, requests + 1):
        dealer.send_multipart([b"", f"request {i}".encode()])  # REP wants the empty frame in front
    replies = collections.Counter()
    for _ in range(requests):
        _empty, worker = dealer.recv_multipart()
        replies[worker.decode()] += 1
    for worker, count in sorted(replies.items()):
        print(worker, "answered", count)
