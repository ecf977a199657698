"""A thin link between two network namespaces: the program `link`, and the way into each end."""

import ctypes
import os
import subprocess
import threading
from pathlib import Path

CLONE_NEWNET = 0x40000000
SERVER_ADDRESS = "10.0.0.1"
LIBC = ctypes.CDLL(None, use_errno=True)


def lacking():
    """Why no link can be made here; empty when one can."""
    if os.geteuid() != 0:
        return "root is needed for network namespaces"
    if not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        return "there is no /dev/net/tun"
    return ""


def enter(space):
    """Moves the calling thread, and what it starts from then on, into a namespace."""
    fd = os.open(space, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if LIBC.setns(fd, CLONE_NEWNET) < 0:
            raise OSError(ctypes.get_errno(), f"setns {space}")
        # What one connection learnt of the link would help the next.
        Path("/proc/sys/net/ipv4/tcp_no_metrics_save").write_text("1")
    finally:
        os.close(fd)


def run_inside(space, function):
    """What the function gives, run in a namespace; what it raises is raised here."""
    ends = []

    def work():
        try:
            enter(space)
            ends.append((function(), None))
        except BaseException as error:  # pylint: disable=broad-except
            ends.append((None, error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    result, error = ends[0]
    if error:
        raise error
    return result


def numbers(line):
    return {key: int(value) for key, value in (pair.split("=") for pair in line.split())}


class Link:
    """delay: milliseconds one way; rate: bit/s; queue: bytes; loss: packets in a thousand."""

    def __init__(self, program, delay, rate, queue, loss, seed):
        self._process = subprocess.Popen(
            [program, *map(str, (delay, rate, queue, loss, seed))], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ends = dict(pair.split("=") for pair in self._process.stdout.readline().split())
        if not ends:
            raise RuntimeError("link: there is none")
        self.server_space, self.client_space = ends["server"], ends["client"]
        self._before = self._totals()

    def _totals(self):
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return numbers(self._process.stdout.readline())

    def carried(self):
        """What it carried since it was asked before, once nothing is under way."""
        totals = self._totals()
        since = {key: value - self._before[key] for key, value in totals.items()}
        self._before = totals
        return since

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
