"""`floods.py BUILD`: what readers notice of floods, the daemon having its default limits."""

import contextlib
import statistics
import subprocess
import sys
import time

import measure
import place
import servers
import table

PROGRAMS = ("load", "flood")
READERS = 300
AT_ONCE = 8
ROUNDS = 3
RATIO_MAX = 2
SETTLE_SECONDS, LOOK_SECONDS, IDLE_SHARE = 20, 0.2, 0.1
HUGE = 24 << 20
# Kind, protocol, how many (of the storms: a second).
FLOODS = [("silent", "gemini", 5000), ("half", "gemini", 5000), ("trickle", "gemini", 5000),
          ("unread", "gopher", 1000), ("reset", "gemini", 1000), ("leave", "gemini", 1000)]
SOURCES = {"one address": 1, "1,000 addresses": 1000}


def settle(server):
    """Waits until the server is done with what a flood began with, or left."""
    end = time.monotonic() + SETTLE_SECONDS
    is_busy = True
    while is_busy and time.monotonic() < end:
        before = server.cpu()
        time.sleep(LOOK_SECONDS)
        is_busy = server.cpu() - before > IDLE_SHARE * LOOK_SECONDS


@contextlib.contextmanager
def flooding(server, kind, protocol, count, sources):
    """A flood that is there from beginning to end."""
    process = subprocess.Popen(
        [server.place.build / "bench/flood", kind, str(server.ports[protocol]), str(count),
         str(sources)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=servers.pin(servers.LOAD_CORE))
    try:
        if process.stdout.readline() != "ready\n":
            raise RuntimeError(f"the flood of {kind} has not begun")
        settle(server)
        yield
    finally:
        process.communicate(timeout=30)
        settle(server)


def read(server, sizes, protocol):
    """How long the readers wait (p99, µs), and how many are not answered."""
    results = [measure.finish_load(measure.start_load(
        server, protocol, [], READERS, AT_ONCE, sizes[protocol])) for _ in range(ROUNDS)]
    return (statistics.median(result["p99"] for result in results),
            sum(result["failed"] for result in results))


def verdict(ratio, failed):
    return "reached" if ratio <= RATIO_MAX and not failed else "missed"


def measure_flood(server, sizes, flood, sources, protocol):
    """One row: quiet, beside the flood, and their ratio."""
    quiet, _ = read(server, sizes, protocol)
    with flooding(server, *flood, SOURCES[sources]):
        beside, failed = read(server, sizes, protocol)
    ratio = beside / quiet
    return [f"{flood[0]}, {sources}", protocol, table.number(quiet), table.number(beside),
            table.times(ratio), f"{failed:.0f} of {READERS * ROUNDS}", verdict(ratio, failed)]


def measure_all(scene):
    """One row a flood, its sources and the readers' protocol."""
    with open(scene.tree("gopher") / "huge.txt", "wb") as file:
        file.truncate(HUGE)
    server = servers.Kapsulad(scene, 2)
    server.start()
    try:
        sizes = scene.learn(server)
        return [measure_flood(server, sizes, flood, sources, protocol) for flood in FLOODS
                for sources in SOURCES for protocol in ("gemini", "gopher")]
    finally:
        server.stop()


def show(rows):
    """Whether every reader was answered."""
    table.show(f"{READERS} readers beside floods, {AT_ONCE} at once: how long they wait (99th "
               f"percentile, µs); asked ≤ {RATIO_MAX} × and all answered",
               ["flood", "readers", "quiet", "beside it", "×", "not answered", ""], rows)
    return all(row[5].startswith("0 ") for row in rows)


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    subprocess.run(["make", "-s", "--no-print-directory", f"BUILD={build}",
                    *(f"{build}/bench/{name}" for name in PROGRAMS)], check=True)
    scene = place.Place(build)
    try:
        return 0 if show(measure_all(scene)) else 1
    finally:
        scene.remove()


if __name__ == "__main__":
    sys.exit(main())
