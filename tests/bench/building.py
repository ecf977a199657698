"""What building a large capsule costs: from nothing, unchanged, with one page changed; beside a
plain copy of its texts."""

import contextlib
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import library
import servers
import table

PAGES = 10_000
SETTLED_SECONDS = 3.1  # a younger text is read again by the build after next
MEBIBYTE = 2**20
MEMORY_MAX = 64 * MEBIBYTE
MEMORY_DISK = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes that its measuring fills at most

# What is built, with which settings and change, and the most seconds it may take.
WITHOUT, WITH = "Search: no\n", ""
ASKED = [
    ("first, no search", WITHOUT, 3.0),
    ("unchanged, no search", WITHOUT, 0.5),
    ("one page changed, no search", WITHOUT, 1.0),
    ("first", WITH, 6.0),
    ("unchanged", WITH, 0.5),
    ("one page changed", WITH, 1.0),
]


@dataclass
class Cost:
    processor: float  # seconds of user and system
    wall: float
    peak: int  # bytes


def run(*command):
    """One pinned process to its end."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL,
                          preexec_fn=servers.pin(servers.SERVER_CORE)) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - began,
                used.ru_maxrss * 1024)


def median(costs):
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs)
                  for name in ("processor", "wall", "peak")))


class Building:
    """A capsule of that many pages, as people in three languages write it."""

    def __init__(self, program, work, pages):
        self.program, self.source, self.work = program, work / "library", work
        self.source.mkdir(mode=0o755)
        self.vocabularies = library.write(self.source, pages)
        self.pages = pages
        self.costs = {}

    def build(self, out):
        return run(self.program, "build", self.source, out)

    def last_out(self):
        return self.work / f"out{len(WITH)}-0"

    def change_one(self, rank):
        changed = self.source / "text" / library.name(0, "en")
        changed.write_text(library.text(self.vocabularies["en"]) + f"{rank}\n", encoding="utf-8")

    def measure_settings(self, settings, rounds):
        (self.source / "capsule.txt").write_text(f"Language: en\n{settings}", encoding="utf-8")
        end = ", no search" if settings else ""
        outs = [self.work / f"out{len(settings)}-{rank}" for rank in range(rounds)]
        self.costs[f"first{end}"] = median([self.build(out) for out in outs])
        self.costs[f"unchanged{end}"] = median([self.build(outs[0]) for _ in range(rounds)])
        samples = []
        for rank in range(rounds):
            self.change_one(rank)
            samples.append(self.build(outs[0]))
        self.costs[f"one page changed{end}"] = median(samples)

    def measure_copies(self, rounds):
        """The floor: the texts copied and brought to the disk, with nothing made of them."""
        self.costs["floor: cp -a and sync of the texts"] = median([
            run("sh", "-c", 'cp -a "$1" "$2" && sync -f "$2"', "sh", self.source / "text",
                self.work / f"copy-{rank}") for rank in range(rounds)])

    def measure(self, rounds):
        self.measure_copies(rounds)
        time.sleep(SETTLED_SECONDS)
        for settings in (WITHOUT, WITH):
            self.measure_settings(settings, rounds)
            time.sleep(SETTLED_SECONDS)


def has_room(folder):
    return folder.is_dir() and shutil.disk_usage(folder).free >= ROOM


@contextlib.contextmanager
def open_folder(scene):
    """A folder to build in, in memory if there is room: a disk's file system scatters the times."""
    if not has_room(MEMORY_DISK):
        yield scene.work
        return
    with tempfile.TemporaryDirectory(prefix="kapsula-bench-", dir=MEMORY_DISK) as name:
        Path(name).chmod(0o755)  # kapsulad reads what is built as another user
        yield Path(name)


def measure(scene, work, pages, rounds):
    building = Building(scene.build / "kapsula", work, pages)
    building.measure(rounds)
    return building


def verdict(value, most):
    return "reached" if value <= most else "missed"


def show(building):
    floor = building.costs["floor: cp -a and sync of the texts"]
    rows = [["floor: cp -a and sync of the texts", f"{floor.processor:.2f}", "", "",
             f"{floor.wall:.2f}", "", ""]]
    for what, _, most in ASKED:
        cost = building.costs[what]
        rows.append([what, f"{cost.processor:.2f}", f"≤ {most}", verdict(cost.processor, most),
                     f"{cost.wall:.2f}", table.times(cost.wall / floor.wall),
                     table.mebibytes(cost.peak)])
    where = "memory (tmpfs)" if building.work.is_relative_to(MEMORY_DISK) else "the disk"
    table.show(f"kapsula build in {where}, {building.pages:,} pages, seconds on one core",
               ["build", "processor", "asked", "", "wall", "of the floor's", "MiB"], rows)
    peak = max(cost.peak for cost in building.costs.values())
    print(f"  Memory at its most: {table.mebibytes(peak)} MiB, asked ≤ 64: "
          f"{verdict(peak, MEMORY_MAX)}")
