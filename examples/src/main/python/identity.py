"""XREP and XREQ, the old names of ROUTER and DEALER: how a ROUTER sees a peer without a name and one with a name."""

import frames
import zmq

with zmq.Context() as context, context.socket(zmq.XREP) as router:
    router.bind("inproc://identity")

    with context.socket(zmq.XREQ) as anonymous, context.socket(zmq.XREQ) as named:
        anonymous.connect("inproc://identity")
        anonymous.send_string("the ROUTER made up an id")
        frames.dump(router.recv_multipart())

        named.identity = b"Hello"  # before connect
        named.connect("inproc://identity")
        named.send_string("the ROUTER uses the peer's own id")
        frames.dump(router.recv_multipart())
