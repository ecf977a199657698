"""Measures servers with the load generator: processor time a request, speed, bytes, memory."""

import statistics
import subprocess
import time

import servers

CONNECTIONS = 8
CROWD = 64  # connections at once under load
SETTLE_SECONDS = 0.03
# Gophernicus and pygopherd fork for each request; their time is seen in fewer.
SLOW_PEERS = ("gophernicus", "pygopherd")


class Case:
    """One kind of request: the generator's options, and how many are asked in a round."""

    def __init__(self, name, protocol, options, count, slow_count=0):
        self.name = name
        self.protocol = protocol
        self.options = options
        self.count = count
        self.slow_count = slow_count

    def requests(self, server, scale):
        count = self.slow_count if server.name in SLOW_PEERS else self.count
        return max(30, int(count * scale))


CASES = [
    Case("full", "gemini", [], 800),
    Case("resumed", "gemini", ["-r"], 1200),
    Case("full 1.2", "gemini", ["-2"], 500),
    Case("resumed 1.2", "gemini", ["-2", "-r"], 1500),
    Case("gopher", "gopher", [], 6000, 100),
]


def load_command(server, protocol, options, count, connections, size):
    place = server.place
    return [place.build / "bench/load", *options, "-n", str(count), "-c", str(connections),
            "-s", str(size), protocol, str(server.ports[protocol]), place.requests[protocol]]


def start_load(*arguments):
    return subprocess.Popen(load_command(*arguments), stdout=subprocess.PIPE, text=True,
                            preexec_fn=servers.pin(servers.LOAD_CORE))


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def finish_load(process):
    """What the generator says, as a dictionary."""
    output, _ = process.communicate(timeout=120)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"the load generator ended with {process.returncode}")
    return {key: number(value) for key, value in
            (pair.split("=") for pair in output.split())}


def failures(result):
    """Why requests failed, such as "3 reset"; empty when none did."""
    names = ("refused", "reset", "unclosed", "wrong_size", "late", "other", "unfinished")
    return ", ".join(f"{result[name]:.0f} {name}" for name in names if result[name])


class Bench:
    """Samples by (server's name, case's name), one a round."""

    def __init__(self, rounds, scale):
        self.rounds = rounds
        self.scale = scale
        self.samples = {}
        self.sizes = {}
        self.failed = []  # (server, what)
        self.shares = {}  # of each worker, by the server's name

    def run(self, server, protocol, options, count, connections=CONNECTIONS):
        result = finish_load(start_load(server, protocol, options, count, connections,
                                        self.sizes[server.name][protocol]))
        self.note_failures(server, protocol, result)
        return result

    def note_failures(self, server, protocol, result):
        if result["failed"]:
            self.failed.append((server, f"{server.name}, {protocol}: {failures(result)}"))

    def sample(self, server, case):
        count = case.requests(server, self.scale)
        before = server.cpu()
        result = self.run(server, case.protocol, case.options, count)
        time.sleep(SETTLE_SECONDS)
        result["cpu"] = (server.cpu() - before) / count * 1e6
        for key in ("in", "out", "resumed"):
            result[key] /= count
        return result

    def measure_case(self, case, running):
        """Round by round, to and fro, so that what changes on the machine changes for all."""
        running = [server for server in running if case.protocol in server.protocols]
        for server in running:
            self.run(server, case.protocol, case.options, max(20, CONNECTIONS))
        for turn in range(self.rounds):
            for server in running if turn % 2 == 0 else reversed(running):
                sample = self.sample(server, case)
                self.samples.setdefault((server.name, case.name), []).append(sample)

    def median(self, server, case, key):
        samples = self.samples.get((server, case))
        return statistics.median(sample[key] for sample in samples) if samples else None

    def ratio(self, server, other, case):
        """The median of the rounds' ratios: a slow round is slow for both."""
        ours = self.samples.get((server, case))
        theirs = self.samples.get((other, case))
        if not ours or not theirs:
            return None
        return statistics.median(a["cpu"] / b["cpu"] for a, b in zip(ours, theirs))

    def measure_shares(self, server):
        """How evenly the workers share full handshakes, by what they cost."""
        before = server.worker_seconds()
        self.run(server, "gemini", [], 2000)
        time.sleep(SETTLE_SECONDS)
        spent = [after - old for after, old in zip(server.worker_seconds(), before)]
        self.shares[server.name] = [part / sum(spent) for part in spent]

    def ask_mixed(self, server, count):
        """Full, resumed and Gopher requests in like parts, as far as the server knows them."""
        kinds = [case for case in CASES if case.name in ("full", "resumed", "gopher")
                 and case.protocol in server.protocols]
        for case in kinds:
            self.run(server, case.protocol, case.options, count // len(kinds) + 1)

    def peak(self, server):
        """The most memory while a crowd asks."""
        count = 400 if server.name in SLOW_PEERS else 4000
        loads = [(protocol, start_load(server, protocol, [], int(count * self.scale),
                                       CROWD, self.sizes[server.name][protocol]))
                 for protocol in server.protocols]
        most = 0
        while any(load.poll() is None for _, load in loads):
            most = max(most, server.pss() or 0)
            time.sleep(0.05)
        for protocol, load in loads:
            self.note_failures(server, protocol, finish_load(load))
        return most

    def measure_memory(self, server):
        """Idle, after 1,000 mixed requests, and under load; of a server that runs alone."""
        server.start()
        try:
            time.sleep(0.3)
            idle = server.pss()
            self.ask_mixed(server, 1000)
            time.sleep(0.3)
            after = server.pss()
            return None if idle is None else (idle, after, self.peak(server))
        finally:
            server.stop()
