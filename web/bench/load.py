"""Asking a server for a file again and again, with wrk."""

import json
import subprocess

import processes
from processes import CannotRun

# Called once, at the end.
DONE = """
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('\\n{"requests": %d, "micros": %d, "p50": %d, "p99": %d, ',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99)))
  io.write(string.format('"connect": %d, "read": %d, "write": %d, "timeout": %d, "status": %d}\\n',
    errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
"""


class Load:
    def __init__(self, program, folder):
        self.program = program
        self.script = f"{folder}/done.lua"
        with open(self.script, "w", encoding="utf-8") as file:
            file.write(DONE)

    def run(self, server, file, connections, seconds):
        """What one run found; also the processor time that the server needed for it."""
        before = processes.processor_seconds(server.child.pid)
        command = [self.program, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", self.script, server.url(file)]
        child = processes.start(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            said = child.communicate(timeout=seconds + 60)[0]
        except subprocess.TimeoutExpired:
            raise CannotRun(f"wrk did not end when it measured {server.name}.") from None
        finally:
            processes.stop(child)
        spent = processes.processor_seconds(server.child.pid) - before
        lines = [line for line in said.splitlines() if line.startswith("{")]
        if child.returncode or not lines:
            raise CannotRun(f"wrk failed when it measured {server.name}: {said.strip()}")
        seen = json.loads(lines[-1])
        if not seen["requests"]:
            raise CannotRun(f"{server.name} answered nothing within {seconds} s.")
        errors = {kind: seen[kind] for kind in ("connect", "read", "write", "timeout", "status") if seen[kind]}
        return {
            "requests_per_second": seen["requests"] / (seen["micros"] / 1e6),
            "p50_ms": seen["p50"] / 1000,
            "p99_ms": seen["p99"] / 1000,
            "cpu_us_per_request": spent * 1e6 / seen["requests"],
            "errors": errors,
        }
