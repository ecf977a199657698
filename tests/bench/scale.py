"""Many connections and many pages: what each costs, and that it costs the others nothing."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import measure
import place
import processes
import servers
import table

STATES = ("silent", "half", "established", "slow")
PATIENCE = 3600  # seconds that the crowd may be silent
FEW, MANY_PAGES = 10, 100_000
LARGE = 256 * 1024  # bytes of what a slow reader asks for
SETTLE_SECONDS = 0.5
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
CASES = [case for case in measure.CASES if case.name in ("full", "gopher")]


class Kapsulad(servers.Kapsulad):
    """Two workers with room for a crowd that waits."""

    def __init__(self, scene, connections):
        super().__init__(scene, 2)
        self.name = "kapsulad, crowded"
        self.connections = connections

    def command(self):
        program, option, config = super().command()
        settings = (f"max-connections = {2 * self.connections}\n"
                    f"max-per-prefix = {2 * self.connections}\n")
        settings += "".join(f"{key}-timeout = {PATIENCE}\n"
                            for key in ("first-byte", "request", "stall"))
        config.write_text(settings + config.read_text())
        return [program, option, config]


class Scene(place.Place):
    pages = {"page": place.PAGE_BYTES, "large": LARGE}


class ManyScene(place.Place):
    """A capsule of many pages, with a table that names them all."""

    def __init__(self, build, pages):
        self.count = pages
        super().__init__(build)

    def make_site(self):
        super().make_site()
        pages = self.tree("gemini")
        for number in range(100):
            folder = pages / f"news/{number:02d}"
            folder.mkdir(parents=True)
            # A file has 65,000 names at most.
            shutil.copy(pages / "page.gmi", folder / "page.gmi")
        names = [f"/news/{number % 100:02d}/{number}.gmi" for number in range(self.count)]
        for name in names:
            os.link(pages / name[1:8] / "page.gmi", f"{pages}{name}")
        self.write_table([f"{name}\ttype=text/gemini\n" for name in names]
                         + ["/page.gmi\ttype=text/gemini\n", "/page.txt\ttype=text/plain\n"])


def socket_pages():
    """Pages of memory that the kernel's TCP holds, of both ends together."""
    for line in Path("/proc/net/sockstat").read_text().splitlines():
        words = line.split()
        if words[0] == "TCP:":
            return int(words[words.index("mem") + 1])
    return 0


def slab_bytes():
    """What the kernel keeps about sockets, files and polling, and all else of that kind."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("Slab:"):
            return int(line.split()[1]) * 1024
    return 0


class Crowd:
    """Connections that a program of its own holds."""

    def __init__(self, scene, server, state, count):
        request = "gemini://localhost/large.gmi"
        self.process = subprocess.Popen(
            [scene.build / "bench/crowd", state, str(server.ports["gemini"]), str(count), request],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            preexec_fn=servers.pin(servers.LOAD_CORE))
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError(f"no crowd: {state}")
        time.sleep(SETTLE_SECONDS)

    def leave(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def footprint(server):
    return processes.pss_bytes(server.process.pid), socket_pages() * PAGE_SIZE, slab_bytes()


def measure_state(scene, state, count):
    """Bytes a connection: the daemon's, the kernel's buffers, the kernel's records."""
    server = Kapsulad(scene, count)
    server.start()
    try:
        before = footprint(server)
        crowd = Crowd(scene, server, state, count)
        after = footprint(server)
        crowd.leave()
        return [(now - then) / count for now, then in zip(after, before)], after[0]
    finally:
        server.stop()


def compare(bench, quiet, busy, first, second):
    """The second server's processor time a request beside the first one's, by case."""
    for turn in range(bench.rounds):
        for case in CASES:
            order = [(quiet, first), (busy, second)]
            for name, server in order if turn % 2 == 0 else reversed(order):
                sample = bench.sample(server, case)
                bench.samples.setdefault((name, case.name), []).append(sample)
    return {case.name: bench.ratio(busy, quiet, case.name) for case in CASES}


def measure_crowded(bench, scene, count):
    """Requests beside some idle connections, and beside a crowd of them."""
    pair = [Kapsulad(scene, count) for _ in range(2)]
    crowds = []
    try:
        for server, idle in zip(pair, (FEW, count)):
            server.name = f"{server.name} by {idle}"
            server.start()
            bench.sizes[server.name] = scene.learn(server)
            crowds.append(Crowd(scene, server, "established", idle))
        return compare(bench, "few connections", "many connections", *pair)
    finally:
        for crowd in crowds:
            crowd.leave()
        for server in pair:
            server.stop()


def measure_pages(bench, build, many):
    scenes = [ManyScene(build, pages) for pages in (FEW, many)]
    pair = [servers.Kapsulad(scene, 1) for scene in scenes]
    try:
        for server, scene in zip(pair, scenes):
            server.name = f"{server.name}, {scene.count} pages"
            server.start()
            bench.sizes[server.name] = scene.learn(server)
        return compare(bench, "few pages", "many pages", *pair)
    finally:
        for server in pair:
            server.stop()
        for scene in scenes:
            scene.remove()


class Scale:
    """What was measured; ratios by the case's name."""

    def __init__(self, build, count=10_000, rounds=9, size=0.5):
        self.count = count
        bench = measure.Bench(rounds, size)
        scene = Scene(build)
        try:
            measured = {state: measure_state(scene, state, count) for state in STATES}
            self.states = {state: value[0] for state, value in measured.items()}
            self.most = max(value[1] for value in measured.values())
            self.crowded = measure_crowded(bench, scene, count)
        finally:
            scene.remove()
        self.pages = measure_pages(bench, build, MANY_PAGES)
        self.failed = bench.failed


def kibibytes(value):
    return table.number(value / 1024, 1)


def show(scale):
    rows = [[state, *map(kibibytes, values)] for state, values in scale.states.items()]
    table.show(f"KiB a connection, {scale.count:,} at once, two workers",
               ["state", "daemon (PSS)", "socket buffers, both ends", "kernel's slabs, both ends"],
               rows)
