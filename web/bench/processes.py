"""Child processes that end with this one, and what the kernel says of them."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
SET_PARENT_DEATH_SIGNAL = 1
LIBC = ctypes.CDLL(None, use_errno=True)


class CannotRun(Exception):
    """What stands in the way, as a sentence."""


def say(text):
    """Progress, and what went wrong."""
    print(text, file=sys.stderr, flush=True)


def end_with_parent():
    """Runs in a new child: it is told to end when this process does, even if that is killed."""
    LIBC.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tree(root):
    """A process and all that descend from it."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                children.setdefault(stat(name)["parent"], []).append(int(name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def stat(process):
    with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    # Also the time of children that have ended.
    return {"parent": int(fields[1]), "ticks": sum(map(int, fields[11:15]))}


def processor_seconds(root):
    """The processor time of a process and its descendants so far, in user and kernel mode."""
    ticks = 0
    for process in tree(root):
        with contextlib.suppress(OSError):
            ticks += stat(process)["ticks"]
    return ticks / TICKS_PER_SECOND


def forget_peak(root):
    """Lets the peaks of memory begin anew."""
    for process in tree(root):
        with contextlib.suppress(OSError), open(f"/proc/{process}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")


def peak_mebibytes(root):
    """The sum of the processes' peaks of resident memory; what they share counts for each of them."""
    kibibytes = 0
    for process in tree(root):
        with contextlib.suppress(OSError), open(f"/proc/{process}/status", encoding="utf-8") as file:
            kibibytes += sum(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))
    return kibibytes / 1024


def start(command, **options):
    """A child in a group of its own."""
    try:
        return subprocess.Popen(
            command, stdin=options.pop("stdin", subprocess.DEVNULL), start_new_session=True,
            preexec_fn=end_with_parent, **options)
    except OSError as error:
        raise CannotRun(f"{command[0]} cannot be started: {error.strerror}.") from None


def stop(child):
    """Ends a child and its group: asks, and insists after five seconds."""
    for how, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, how)
        end = time.monotonic() + patience
        while time.monotonic() < end:
            child.poll()
            try:
                os.killpg(child.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
