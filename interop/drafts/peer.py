#!/usr/bin/python3
"""One socket of a libzmq that was built with its drafts, driven by lines on standard input; see README.md.

Usage: peer.py LIBRARY TYPE
Lines: bind E | connect E | join G | leave G | hello TEXT | send TEXT | group G TEXT | reply TEXT | recv | quit
"""
import ctypes
import sys

TYPES = {name: number for number, name in enumerate(
    "PAIR PUB SUB REQ REP DEALER ROUTER PULL PUSH XPUB XSUB STREAM SERVER CLIENT RADIO DISH GATHER SCATTER DGRAM PEER"
    " CHANNEL".split())}
LINGER, RCVTIMEO, SNDTIMEO, HELLO_MSG = 17, 27, 28, 110


class Message:
    """A zmq_msg_t: 64 bytes, aligned as a pointer."""

    def __init__(self, lib):
        self.lib = lib
        self.memory = (ctypes.c_uint64 * 8)()
        lib.zmq_msg_init(self.memory)

    @staticmethod
    def of(lib, text):
        data = text.encode()
        message = Message(lib)
        lib.zmq_msg_init_size(message.memory, ctypes.c_size_t(len(data)))
        ctypes.memmove(lib.zmq_msg_data(message.memory), data, len(data))
        return message

    def text(self):
        size = self.lib.zmq_msg_size(self.memory)
        return ctypes.string_at(self.lib.zmq_msg_data(self.memory), size).decode()


def fail(lib, what):
    error = lib.zmq_errno()
    print(f"error {what}: {lib.zmq_strerror(error).decode()}", flush=True)


def number(lib, socket, option, value):
    word = ctypes.c_int(value)
    lib.zmq_setsockopt(socket, option, ctypes.byref(word), ctypes.sizeof(word))


def main():
    lib = ctypes.CDLL(sys.argv[1])
    for name in ("zmq_ctx_new", "zmq_socket", "zmq_msg_data"):
        getattr(lib, name).restype = ctypes.c_void_p
    lib.zmq_msg_size.restype = ctypes.c_size_t
    lib.zmq_strerror.restype = ctypes.c_char_p
    lib.zmq_msg_group.restype = ctypes.c_char_p
    lib.zmq_msg_routing_id.restype = ctypes.c_uint32
    if not lib.zmq_has(b"draft"):
        sys.exit("that libzmq was built without drafts; build it with -DENABLE_DRAFTS=ON")
    context = ctypes.c_void_p(lib.zmq_ctx_new())
    socket = ctypes.c_void_p(lib.zmq_socket(context, TYPES[sys.argv[2]]))
    number(lib, socket, LINGER, 0)
    number(lib, socket, RCVTIMEO, 10_000)
    number(lib, socket, SNDTIMEO, 10_000)
    routing_id = 0
    for line in sys.stdin:
        verb, _, rest = line.rstrip("\n").partition(" ")
        if verb == "quit":
            break
        if verb in ("bind", "connect", "join", "leave"):
            if getattr(lib, "zmq_" + verb)(socket, rest.encode()) != 0:
                fail(lib, verb)
                continue
            print("ok", flush=True)
        elif verb == "hello":
            lib.zmq_setsockopt(socket, HELLO_MSG, rest.encode(), ctypes.c_size_t(len(rest.encode())))
            print("ok", flush=True)
        elif verb in ("send", "group", "reply"):
            group, _, text = rest.partition(" ") if verb == "group" else ("", "", rest)
            message = Message.of(lib, text)
            if verb == "group":
                lib.zmq_msg_set_group(message.memory, group.encode())
            if verb == "reply":
                lib.zmq_msg_set_routing_id(message.memory, ctypes.c_uint32(routing_id))
            if lib.zmq_msg_send(message.memory, socket, 0) < 0:
                fail(lib, verb)
                continue
            print("ok", flush=True)
        elif verb == "recv":
            message = Message(lib)
            if lib.zmq_msg_recv(message.memory, socket, 0) < 0:
                fail(lib, verb)
                continue
            routing_id = lib.zmq_msg_routing_id(message.memory)
            group = lib.zmq_msg_group(message.memory).decode()
            print(f"message {message.text()}|{group}", flush=True)
    lib.zmq_close(socket)
    lib.zmq_ctx_term(context)


main()
