"""ROUTER and DEALER: carries requests of any number of REQ clients to any number of REP workers, and replies back.

Arguments: endpoint to bind for clients, endpoint to bind for workers.
"""

import sys

import zmq

front = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5565"
back = sys.argv[2] if len(sys.argv) > 2 else "tcp://127.0.0.1:5566"
with zmq.Context() as context, context.socket(zmq.ROUTER) as clients, context.socket(zmq.DEALER) as workers:
    clients.bind(front)
    print("bound", clients.get_string(zmq.LAST_ENDPOINT))
    workers.bind(back)
    print("bound", workers.get_string(zmq.LAST_ENDPOINT))
    poller = zmq.Poller()
    poller.register(clients, zmq.POLLIN)
    poller.register(workers, zmq.POLLIN)
    while True:
        ready = dict(poller.poll())
        if clients in ready:
            workers.send_multipart(clients.recv_multipart())  # the client's id goes along in front
        if workers in ready:
            clients.send_multipart(workers.recv_multipart())  # and says where the reply goes
