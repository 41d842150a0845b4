"""A libzmq peer that does what it is told: one command a line on standard input, one answer a line on standard output.

An answer begins with "ok", "again" (time ran out) or "error". Lines that begin with "+" are news of a command that is
still running. A running command ends early when another line arrives. Frames travel as hex, an empty one as "-"; long
ones are written "*SEED:BYTES", as Blob.java makes them too, and read as "#BYTES:SHA-256".

Numbered messages, as NumberedMessage.java makes and checks them: a first frame of stream (8 bytes), number (8), count of
further frames (4) and CRC-32 (4) over all that and every further frame behind its length (4).
"""

import array
import functools
import hashlib
import os
import select
import struct
import sys
import time
import zlib

import zmq

HEAD = struct.Struct(">QQI")
WORD = struct.Struct(">I")
POOL = os.urandom(1 << 16) * 4
NEWS_EVERY = 0.02
UNTOLD = 100
WRITTEN_OUT = 64


class Lines:
    """Standard input, line by line, without a buffer that hides what is there."""

    def __init__(self):
        self.lines = []
        self.rest = b""

    def waiting(self, seconds=0):
        """Whether a line, or the end, is there within so many seconds."""
        return bool(self.lines) or bool(select.select([0], [], [], seconds)[0])

    def next(self):
        """The next line; None at the end."""
        pieces = [self.rest]
        while not self.lines:
            piece = os.read(0, 1 << 20)
            if not piece:
                return None
            pieces.append(piece)
            if b"\n" in piece:
                *self.lines, self.rest = b"".join(pieces).split(b"\n")
        return self.lines.pop(0).decode()


def say(*words):
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


@functools.lru_cache(maxsize=100)
def blob(seed, length):
    words = array.array("I", range(seed, seed + length // 4 + 1))
    words.byteswap()
    return words.tobytes()[:length]


def frame_of(text):
    if text.startswith("*"):
        return blob(*(int(number) for number in text[1:].split(":")))
    return b"" if text == "-" else bytes.fromhex(text)


def text_of(frame):
    if len(frame) > WRITTEN_OUT:
        return "#%d:%s" % (len(frame), hashlib.sha256(frame).hexdigest())
    return frame.hex() or "-"


def checksum(head, frames):
    crc = zlib.crc32(head)
    for frame in frames:
        crc = zlib.crc32(frame, zlib.crc32(WORD.pack(len(frame)), crc))
    return crc


def numbered(stream, number, parts, size):
    frames = []
    for part in range(number % parts):
        length = (number * 7919 + part * 31) % (size + 1)
        at = number * 13 % 4096
        frames.append(POOL[at:at + length] if at + length <= len(POOL) else os.urandom(length))
    head = HEAD.pack(stream, number, len(frames))
    return [head + WORD.pack(checksum(head, frames))] + frames


def read_numbered(message):
    """Stream and number of a numbered message, envelope frames before it skipped; None when it is damaged."""
    for at, frame in enumerate(message):
        if len(frame) == HEAD.size + WORD.size:
            stream, number, count = HEAD.unpack_from(frame)
            if len(message) == at + 1 + count:
                crc = checksum(frame[:HEAD.size], message[at + 1:])
                if crc == WORD.unpack_from(frame, HEAD.size)[0]:
                    return stream, number
    return None


class Runs:
    """Numbers that came one after the other, told as "+run STREAM FIRST LAST" soon after they came."""

    def __init__(self):
        self.runs = []
        self.told = time.monotonic()

    def add(self, stream, number):
        if self.runs and self.runs[-1][0] == stream and self.runs[-1][2] == number - 1:
            self.runs[-1][2] = number
        else:
            self.runs.append([stream, number, number])

    def due(self):
        return time.monotonic() - self.told >= NEWS_EVERY

    def tell(self):
        for stream, first, last in self.runs:
            sys.stdout.write("+run %d %d %d\n" % (stream, first, last))
        sys.stdout.flush()
        self.runs = []
        self.told = time.monotonic()


class Peer:
    def __init__(self, lines):
        self.lines = lines
        self.context = zmq.Context()
        self.sockets = {}

    # Sockets

    def socket(self, name, kind):
        self.sockets[name] = self.context.socket(getattr(zmq, kind))
        self.sockets[name].linger = 0
        return "ok"

    def set(self, name, option, value):
        as_bytes = value.startswith("x")
        self.sockets[name].setsockopt(getattr(zmq, option), bytes.fromhex(value[1:]) if as_bytes else int(value))
        return "ok"

    def bind(self, name, endpoint):
        self.sockets[name].bind(endpoint)
        return "ok " + self.sockets[name].getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()

    def connect(self, name, endpoint):
        self.sockets[name].connect(endpoint)
        return "ok"

    def disconnect(self, name, endpoint):
        self.sockets[name].disconnect(endpoint)
        return "ok"

    def unbind(self, name, endpoint):
        self.sockets[name].unbind(endpoint)
        return "ok"

    def close(self, name, linger):
        self.sockets.pop(name).close(int(linger))
        return "ok"

    # Single messages

    def _receive(self, name, until):
        socket = self.sockets[name]
        while True:
            try:
                return socket.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                left = until - time.monotonic()
                if left <= 0 or not socket.poll(max(1, int(left * 1000))):
                    return None

    def _send(self, name, message, until):
        socket = self.sockets[name]
        while True:
            try:
                socket.send_multipart(message, zmq.NOBLOCK)
                return True
            except zmq.Again:
                left = until - time.monotonic()
                if left <= 0 or not socket.poll(max(1, int(left * 1000)), zmq.POLLOUT):
                    return False

    def send(self, name, ms, *frames):
        sent = self._send(name, [frame_of(frame) for frame in frames], time.monotonic() + int(ms) / 1000)
        return "ok" if sent else "again"

    def receive(self, name, ms):
        message = self._receive(name, time.monotonic() + int(ms) / 1000)
        return "again" if message is None else "ok " + " ".join(text_of(frame) for frame in message)

    # Streams of numbered messages

    def _patiently(self, until, step):
        """Runs a step that may wait a moment until it says "done", the time is up, or another command arrives."""
        while time.monotonic() < until and not self.lines.waiting():
            if step(min(until, time.monotonic() + NEWS_EVERY)) == "done":
                break

    def produce(self, name, ms, stream, first, count, parts, size, *envelope):
        """Sends numbered messages; tells "+sent NEXT" as it goes."""
        stream, number, parts, size = int(stream), int(first), int(parts), int(size)
        end = number + int(count)
        before = [frame_of(frame) for frame in envelope]

        def step(until):
            nonlocal number
            while number < end and time.monotonic() < until:
                if self._send(name, before + numbered(stream, number, parts, size), until):
                    number += 1
            say("+sent", number)
            return "done" if number == end else "more"

        self._patiently(time.monotonic() + int(ms) / 1000, step)
        return "ok %d" % number

    def consume(self, name, ms, count, answer="no"):
        """Receives numbered messages, checks and tells them; with "answer" each goes back as it came."""
        runs = Runs()
        left = int(count)

        def step(until):
            nonlocal left
            enough = left - UNTOLD
            while left and left != enough and time.monotonic() < until:
                message = self._receive(name, until)
                if message is None:
                    continue
                found = read_numbered(message)
                if found is None:
                    raise ValueError("damaged message: " + " ".join(text_of(frame[:32]) for frame in message))
                runs.add(*found)
                left -= 1
                if answer == "answer" and not self._send(name, message, time.monotonic() + 10):
                    raise ValueError("no room for an answer")
            runs.tell()
            return "more" if left else "done"

        self._patiently(time.monotonic() + int(ms) / 1000, step)
        return "ok %d" % (int(count) - left)

    def exchange(self, name, ms, stream, window, parts, size):
        """Sends numbered messages, so many under way at a time, and tells what comes back, and "+sent NEXT"."""
        stream, window, parts, size = int(stream), int(window), int(parts), int(size)
        runs = Runs()
        number = back = 0

        def step(until):
            nonlocal number, back
            while time.monotonic() < until:
                room = number - back < window
                if room and self._send(name, numbered(stream, number, parts, size), until):
                    number += 1
                message = self._receive(name, 0 if room else until)
                if message is not None:
                    found = read_numbered(message)
                    if found is None:
                        raise ValueError("damaged answer: " + " ".join(text_of(frame[:32]) for frame in message))
                    runs.add(*found)
                    if found[0] == stream:
                        back = found[1] + 1
            say("+sent", number)
            runs.tell()
            return "more"

        self._patiently(time.monotonic() + int(ms) / 1000, step)
        return "ok %d" % back

    def run(self):
        while True:
            line = self.lines.next()
            if line is None:
                break
            command, *words = line.split(" ")
            try:
                say(getattr(self, command)(*words))
            except Exception as failure:
                say("error", type(failure).__name__, " ".join(str(failure).split()))


say("ok", zmq.zmq_version())
peer = Peer(Lines())
peer.run()
os._exit(0)
