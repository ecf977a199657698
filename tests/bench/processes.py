"""What a server's processes cost: processor time and memory, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def read(path):
    """A file of /proc; empty when the process is gone, None when it is not ours to read."""
    try:
        return Path(path).read_text()
    except PermissionError:
        return None
    except OSError:
        return ""


def stat(pid):
    """The fields of proc(5)'s stat behind the name, which may hold blanks."""
    return (read(f"/proc/{pid}/stat") or "").rpartition(")")[2].split()


def parents():
    """Each process's parent."""
    known = {}
    for entry in Path("/proc").iterdir():
        fields = stat(entry.name) if entry.name.isdigit() else None
        if fields:
            known[int(entry.name)] = int(fields[1])
    return known


def tree(root):
    """A process and all that descend from it."""
    known = parents()
    found = [root]
    for pid in found:
        found += [child for child, parent in known.items() if parent == pid]
    return found


def live_seconds(pid):
    """Processor time of the threads that live, to the nanosecond."""
    nanoseconds = 0
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return 0.0
    for thread in threads:
        fields = (read(f"/proc/{pid}/task/{thread}/schedstat") or "0").split()
        nanoseconds += int(fields[0]) if fields else 0
    return nanoseconds / 1e9


def buried_seconds(pid):
    """Processor time of the children that died and were waited for, in ticks of 10 ms."""
    fields = stat(pid)
    return (int(fields[13]) + int(fields[14])) / TICK if fields else 0.0


def cpu_seconds(root):
    """User and system time of all processes of a server, the dead ones too."""
    return sum(live_seconds(pid) + buried_seconds(pid) for pid in tree(root))


def pss_bytes(root):
    """Proportional memory of all processes of a server; None where it may not be read."""
    total = 0
    for pid in tree(root):
        text = read(f"/proc/{pid}/smaps_rollup")
        if text is None:
            return None
        for line in text.splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total
