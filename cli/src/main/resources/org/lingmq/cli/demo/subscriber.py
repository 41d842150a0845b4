"""One subscriber on libzmq: what Subscriber.java does. Arguments: own name, publisher, prefix."""
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
words = zmq.Context().socket(zmq.SUB)
words.subscribe(sys.argv[3])
words.subscribe("#")
words.connect(sys.argv[2])
there = False
for word in iter(words.recv_string, "#end"):
    if word != "#there?":
        print(word)
    elif not there:
        print("there", flush=True)
        there = True
