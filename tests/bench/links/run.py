"""`run.py BUILD [--quick]`: how long a page takes over thin links, beside peers.

Each link is made of TUN devices and network namespaces, and so needs root. A figure that is missed
fails nothing; a page that does not come whole does.
"""

import argparse
import concurrent.futures
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import asked  # pylint: disable=wrong-import-position
import client  # pylint: disable=wrong-import-position
import link  # pylint: disable=wrong-import-position
import peers  # pylint: disable=wrong-import-position
import place  # pylint: disable=wrong-import-position
import plan  # pylint: disable=wrong-import-position
import servers  # pylint: disable=wrong-import-position
import table  # pylint: disable=wrong-import-position

PROGRAMS = ("bench/links/link", "bench/superserver", "kapsula", "kapsulad")
SEED = 1
MAKERS = {"kapsulad": lambda scene: servers.Kapsulad(scene, 1), "molly-brown": servers.MollyBrown,
          "gophernicus": servers.Gophernicus}


class Scene(place.Place):
    """What a server at the far end of a link serves."""
    address = link.SERVER_ADDRESS
    pages = {f"page-{size}": size for size in plan.PAGES.values()}

    @staticmethod
    def request(protocol, size):
        page = f"/page-{plan.PAGES[size]}"
        return f"gemini://localhost{page}.gmi" if protocol == "gemini" else f"{page}.txt"


class Results:
    """Samples and bytes carried, by (profile, server, kind, size)."""

    def __init__(self):
        self.samples = {}
        self.carried = {}
        self.failed = []

    def add(self, run, size, sample, carried):
        key = (run.profile, run.server, run.kind, size)
        self.samples.setdefault(key, []).append(sample)
        self.carried.setdefault(key, []).append(carried["up_bytes"] + carried["down_bytes"])

    def median(self, profile, server, kind, size, key):
        samples = self.samples.get((profile, server, kind, size))
        return statistics.median(getattr(sample, key) for sample in samples) if samples else None

    def bytes(self, *key):
        return statistics.median(self.carried[key]) if key in self.carried else None


def check(run, size, sample):
    """The page has come whole, in the way that was meant."""
    text = place.page(plan.PAGES[size]).rstrip(b"\n").split(b"\n")
    if place.reply_lines(run.protocol, sample.reply) != text:
        raise RuntimeError(f"{len(sample.reply)} bytes came, not the page of {size}")
    if sample.is_resumed != (run.kind == "resumed"):
        raise RuntimeError("a session was resumed" if sample.is_resumed else "no session resumed")


class Reader:
    """Asks for one kind of request over a link."""

    def __init__(self, run, wire, port):
        self.run, self.wire, self.port = run, wire, port
        self.tls = client.context()
        self.session = None

    def fetch(self, size):
        request = Scene.request(self.run.protocol, size)
        return client.fetch(self.run.protocol, Scene.address, self.port, request, self.tls,
                            self.session)

    def stall(self, results):
        size = self.run.sizes[0]
        sample = client.stall(Scene.address, self.port, Scene.request(self.run.protocol, size))
        results.add(self.run, size, sample, self.wire.carried())

    def measure(self, results):
        if self.run.kind == "stalled":
            self.stall(results)
            return
        if self.run.kind == "resumed":
            self.session = self.fetch(self.run.sizes[0]).session
            self.wire.carried()
        for _ in range(self.run.profile.repeats):
            for size in self.run.sizes:
                sample = self.fetch(size)
                check(self.run, size, sample)
                results.add(self.run, size, sample, self.wire.carried())


def measure_over(run, wire, scene, results):
    server = MAKERS[run.server](scene)
    link.run_inside(wire.server_space, server.start)
    try:
        reader = Reader(run, wire, server.ports[run.protocol])
        link.run_inside(wire.client_space, lambda: reader.measure(results))
    finally:
        server.stop()


def measure(build, run, results):
    """One run; what goes wrong is noted."""
    scene = Scene(build)
    profile = run.profile
    wire = link.Link(scene.build / "bench/links/link", profile.delay, profile.rate, plan.QUEUE,
                     profile.loss, SEED)
    try:
        measure_over(run, wire, scene, results)
    except (OSError, RuntimeError) as error:
        results.failed.append((run, f"{run.server}, {run.kind}, {profile.name}: {error}"))
    finally:
        wire.close()
        scene.remove()


def measure_all(build, runs):
    results = Results()
    with concurrent.futures.ThreadPoolExecutor(len(runs)) as pool:
        list(pool.map(lambda run: measure(build, run, results), runs))
    return results


def show(results, runs):
    for profile in plan.PROFILES:
        times, sizes = [], []
        for run in runs:
            key = (profile, run.server, run.kind)
            if run.profile != profile or run.sizes != tuple(plan.SIZES):
                continue
            name = f"{run.server} {run.kind}"
            times.append([name, *(" … ".join(table.number(results.median(*key, size, what), 2)
                                             for what in ("first_text", "last_byte"))
                                  for size in plan.SIZES)])
            sizes.append([name, *(table.number(results.bytes(*key, size)) for size in plan.SIZES)])
        head = ["server and request", *plan.SIZES]
        table.show(f"{profile.name}: seconds to the first text … to the last byte", head, times)
        table.show(f"{profile.name}: bytes carried, both ways, with headers", head, sizes)
    asked.show(results)


def show_failures(results):
    """Whether our own pages all came whole."""
    print("\nFailed pages: " + ("none" if not results.failed else ""))
    for _, what in results.failed:
        print(f"  {what}")
    return not any(run.server == "kapsulad" for run, _ in results.failed)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("build", nargs="?", default="build")
    parser.add_argument("--quick", action="store_true", help="without the page of six minutes and the stall")
    return parser.parse_args()


def wanted_runs(is_quick):
    there = [name for name in MAKERS
             if name == "kapsulad" or os.path.exists(peers.ALL[name])]
    runs = plan.runs(there)
    return [run for run in runs if run.sizes != tuple(plan.WHOLE)] if is_quick else runs


def main():
    arguments = read_arguments()
    reason = link.lacking()
    if reason:
        skipped = len(wanted_runs(arguments.quick))
        print(f"links: {reason}; {skipped} runs were skipped")
        return 0
    peers.install({name: peers.ALL[name] for name in ("molly-brown", "gophernicus")})
    subprocess.run(["make", "-s", "--no-print-directory", f"BUILD={arguments.build}",
                    *(f"{arguments.build}/{name}" for name in PROGRAMS)], check=True)
    began = time.monotonic()
    runs = wanted_runs(arguments.quick)
    print(f"links: {len(runs)} links at once …", flush=True)
    results = measure_all(arguments.build, runs)
    show(results, runs)
    good = show_failures(results)
    print(f"\nlinks: {time.monotonic() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
