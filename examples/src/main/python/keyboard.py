"""What is typed, line by line: asks for it on a terminal, reads quietly from a file or pipe."""

import sys


def lines():
    """The lines up to `q` or the end of input."""
    while True:
        if sys.stdin.isatty():
            print("input your data: ", end="", flush=True)
        line = sys.stdin.readline()
        if line in ("", "q\n", "q"):
            return
        yield line.rstrip("\n")
