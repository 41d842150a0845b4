"""ROUTER: shows the frames in front of a request, and puts them in front of the reply to send it back.

Arguments: endpoint to bind, name of this server.
"""

import sys

import frames
import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5561"
name = sys.argv[2] if len(sys.argv) > 2 else "server"
with zmq.Context() as context, context.socket(zmq.ROUTER) as router:
    router.bind(endpoint)
    print("bound", router.get_string(zmq.LAST_ENDPOINT))
    while True:
        request = router.recv_multipart()
        frames.dump(request)
        *envelope, body = request  # the ids of all hops, the empty frame that ends them; what the client sent
        router.send_multipart([*envelope, f"{name} answers {body.decode()}".encode()])
