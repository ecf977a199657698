"""How fast `kapsula convert` reads: 10 MB of prose in three scripts, the same at each run."""

import os
import random
import statistics
import subprocess
import time

import servers

BYTES = 10_000_000
TIMEOUT_SECONDS = 120
SCRIPTS = {
    "ASCII": "the and of a letter river people bread winter school council open garden long road",
    "Russian": "и в не на письмо река люди хлеб зима школа совет открыт сад долгий путь",
    "Georgian": "და არ რომ წერილი მდინარე ხალხი პური ზამთარი სკოლა საბჭო ღია ბაღი გრძელი გზა",
}


def paragraph(words, chance):
    """Lines of about 70 characters, as one types a letter."""
    lines, line = [], ""
    for _ in range(chance.randint(40, 90)):
        word = chance.choice(words)
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return "\n".join([*lines, line + "."]) + "\n\n"


def prose(script):
    words = SCRIPTS[script].split()
    chance = random.Random(script)
    some = "".join(paragraph(words, chance) for _ in range(400)).encode()
    return (some * (BYTES // len(some) + 1))[:BYTES].decode(errors="ignore").encode()


def convert_seconds(program, path):
    """The child's processor time."""
    before = os.times()
    subprocess.run([program, "convert", path], check=True, timeout=TIMEOUT_SECONDS,
                   stdout=subprocess.DEVNULL, preexec_fn=servers.pin(servers.SERVER_CORE))
    after = os.times()
    return (after.children_user + after.children_system
            - before.children_user - before.children_system)


def measure(place, rounds):
    """MB/s by script, or why there are none."""
    program = place.build / "kapsula"
    if not program.exists():
        return f"{program} is not built"
    speeds = {}
    for script in SCRIPTS:
        path = place.work / f"{script}.txt"
        path.write_bytes(prose(script))
        try:
            seconds = [convert_seconds(program, path) for _ in range(rounds)]
        except (subprocess.SubprocessError, OSError) as error:
            return f"kapsula convert does not work: {error}"
        speeds[script] = path.stat().st_size / 1e6 / max(statistics.median(seconds), 1e-3)
        path.unlink()
    return speeds
