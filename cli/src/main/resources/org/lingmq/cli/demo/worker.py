"""One worker of the pipeline on libzmq: what Worker.java does. Arguments: own name, source, sink."""
import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word

import collections
import os
import re
import sys
import threading

import zmq

LETTER = "[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u3040-\uD7FF]"
WORD = re.compile(LETTER + "+(?:'" + LETTER + "+)*")


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
name, source, sink = sys.argv[1:]
context = zmq.Context()
results = context.socket(zmq.PUSH)
results.connect(sink)
pieces = context.socket(zmq.PULL)
pieces.rcvhwm = 4
pieces.rcvbuf = 16 << 10
pieces.connect(source)
while True:
    number, text = pieces.recv_multipart()
    counts = collections.Counter(word.lower() for word in WORD.findall(text.decode()))
    lines = "".join("%s %d\n" % item for item in counts.items())
    results.send_multipart([number, name.encode(), lines.encode()])
