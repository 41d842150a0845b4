"""ROUTER and DEALER: a station on the way from REQ to ROUTER; every ROUTER on the way adds the id of who came to it.

Arguments: endpoint to bind, endpoint of the next station, id.
"""

import sys

import frames
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5574"
next_endpoint = sys.argv[2] if len(sys.argv) > 2 else "tcp://127.0.0.1:5561"
own_id = sys.argv[3] if len(sys.argv) > 3 else frames.random_id()
with zmq.Context() as context, context.socket(zmq.ROUTER) as router, context.socket(zmq.DEALER) as dealer:
    router.bind(endpoint)
    print("bound", router.get_string(zmq.LAST_ENDPOINT))
    dealer.routing_id = own_id.encode()
    dealer.connect(next_endpoint)
    poller = zmq.Poller()
    poller.register(router, zmq.POLLIN)
    poller.register(dealer, zmq.POLLIN)
    while True:
        ready = dict(poller.poll())
        if router in ready:
            request = router.recv_multipart()
            frames.dump(request)
            dealer.send_multipart(request)
        if dealer in ready:
            router.send_multipart(dealer.recv_multipart())
