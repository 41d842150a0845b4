"""One client on libzmq: what Client.java does. Arguments: own name, server, words."""
import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word

import os
import sys
import threading

import zmq


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
server = zmq.Context().socket(zmq.REQ)
server.connect(sys.argv[2])
for word in sys.argv[3:]:
    server.send_string(word)
    print(word, server.recv_string())
