"""Starts a Python example for examples/run: a wrong argument, a port in use or Ctrl-C ends it without a traceback."""

import os
import runpy
import signal
import sys

import zmq

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the program at once
del sys.argv[0]
name = os.path.basename(sys.argv[0])
sys.path[0] = os.path.dirname(sys.argv[0])
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except zmq.ZMQError as error:
    sys.exit(f"{name}: {error}")
except ValueError as error:
    print(f"{name}: {error}; examples/run {name} --help says what to give.", file=sys.stderr)
    sys.exit(2)
