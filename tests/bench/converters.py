"""What `kapsula convert` costs on texts of every kind, beside the converters that Debian has."""

import os
import resource
import statistics
import subprocess

import peers
import servers
import table
import texts

OURS = "kapsula"
# Each reads a file and writes to its standard output.
COMMANDS = {"txt2html": ["/usr/bin/txt2html"],
            "pandoc": ["/usr/bin/pandoc", "--from", "markdown", "--to", "plain"]}
PEER_BYTES = 200_000  # of the text: they are slow
PATIENCE = 10  # seconds; some texts they never finish
PROSE_SPEED, OTHER_SPEED = 100, 30  # megabytes a second, at least
MEMORY = 4  # sizes of the document, at most


class Costs:
    """Of one converter and one text: seconds a byte and the peak in sizes of the text, by round."""

    def __init__(self):
        self.seconds = []
        self.memory = []

    def add(self, result, size):
        self.seconds.append(result["time"] / 1e6 / size)
        self.memory.append(result["memory"] / size)


class Converters:
    """Costs by (text's name, converter's name)."""

    def __init__(self, place, rounds):
        self.place = place
        self.rounds = rounds
        self.names = [OURS, *(name for name in COMMANDS if os.path.exists(peers.CONVERTERS[name]))]
        self.costs = {}

    def command(self, name):
        return [self.place.build / "kapsula", "convert"] if name == OURS else COMMANDS[name]

    @staticmethod
    def limit():
        servers.pin(servers.SERVER_CORE)()
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))

    def sample(self, text, converter, path):
        """Whether the converter came to an end with that text."""
        result = subprocess.run([self.place.build / "bench/cost", *self.command(converter), path],
                                stdout=subprocess.PIPE, text=True, check=False, preexec_fn=self.limit)
        if result.returncode == 0:
            values = dict(line.split("=") for line in result.stdout.splitlines())
            self.costs.setdefault((text, converter), Costs()).add(
                {key: int(value) for key, value in values.items()}, path.stat().st_size)
        return result.returncode == 0

    def measure_text(self, text):
        """To and fro, so that what changes on the machine changes for all."""
        whole = self.place.work / "whole.txt"
        some = self.place.work / "some.txt"
        whole.write_bytes(texts.make(text))
        some.write_bytes(texts.beginning(text, PEER_BYTES))
        names = list(self.names)
        for _ in range(self.rounds):
            for name in tuple(names):
                if not self.sample(text, name, whole if name == OURS else some):
                    names.remove(name)
            names.reverse()
        whole.unlink()
        some.unlink()

    def measure(self):
        for name in COMMANDS:
            if name not in self.names:
                print(f"bench: without {name}: not installed")
        for text in texts.TEXTS:
            self.measure_text(text.name)

    def speed(self, text, converter=OURS):
        """Megabytes a second of processor time."""
        costs = self.costs.get((text, converter))
        return 1e-6 / max(statistics.median(costs.seconds), 1e-12) if costs else None

    def memory(self, text, converter=OURS):
        costs = self.costs.get((text, converter))
        return max(costs.memory) if costs else None

    def ratio(self, text, converter):
        """How many times as long as we the other one takes for as much text."""
        ours, theirs = self.speed(text), self.speed(text, converter)
        return ours / theirs if ours and theirs else None


def show(converters):
    others = [name for name in COMMANDS if name in converters.names]
    rows = [[text.name, table.number(converters.speed(text.name), 1),
             table.number(converters.memory(text.name), 2),
             *(table.times(converters.ratio(text.name, other)) for other in others)]
            for text in texts.TEXTS]
    table.show(f"Converting, {texts.BYTES // 1_000_000} MB a text; the others, with "
               f"{PEER_BYTES // 1000} kB, as multiples of our processor time",
               ["text", "MB/s", "peak memory / text", *others], rows)


def figure_row(what, value, shown, asked, is_reached):
    verdict = "not measured" if value is None else "reached" if is_reached else "missed"
    return [what, shown, asked, verdict]


def figure_rows(converters):
    rows = []
    for text in texts.TEXTS:
        speed, least = converters.speed(text.name), PROSE_SPEED if text.is_prose else OTHER_SPEED
        rows.append(figure_row(f"converting: {text.name}", speed, f"{table.number(speed, 1)} MB/s",
                        f"≥ {least} MB/s", speed and speed >= least))
    peaks = [peak for peak in (converters.memory(text.name) for text in texts.TEXTS) if peak]
    most = max(peaks, default=None)
    rows.append(figure_row("converting: peak memory, the worst text", most,
                    f"{table.number(most, 2)} × the text", f"≤ {MEMORY} ×",
                    most and most <= MEMORY))
    return rows
