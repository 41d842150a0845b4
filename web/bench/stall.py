"""Opens connections that send half a header and then nothing, and tells when the server has closed them.

Says {"opened": N}; for each line it reads, {"open": N}; at the end {"closed": N, "open": N, "first": SECONDS,
"last": SECONDS}, counted from when a connection sent its half.
"""

import json
import resource
import select
import socket
import sys
import time

HALF = b"GET /1KiB.bin HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Ag"


def say(**what):
    print(json.dumps(what), flush=True)


def main(port, count, patience):
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    poll = select.epoll()
    stalled = {}
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        connection.sendall(HALF)
        connection.setblocking(False)
        stalled[connection.fileno()] = (connection, time.monotonic())
        poll.register(connection, select.EPOLLIN)
    say(opened=len(stalled))
    poll.register(sys.stdin, select.EPOLLIN)
    end = time.monotonic() + patience
    lived = []
    while stalled and time.monotonic() < end:
        for descriptor, _ in poll.poll(0.5):
            if descriptor == sys.stdin.fileno():
                if not sys.stdin.readline():
                    return
                say(open=len(stalled))
                continue
            connection, since = stalled[descriptor]
            try:
                # An answer may come before the end.
                ended = not connection.recv(65536)
            except ConnectionError:
                ended = True
            if ended:
                lived.append(time.monotonic() - since)
                del stalled[descriptor]
                connection.close()
    say(closed=len(lived), open=len(stalled), first=min(lived, default=None), last=max(lived, default=None))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
