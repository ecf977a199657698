"""The figures that are asked of daemon and tool, each reached or missed."""

import converters
import onwire
import table

MEBIBYTE = 2**20
PSS_MAX = 12 * MEBIBYTE
CROWD_PSS_MAX = 512 * MEBIBYTE
FLAT = 1.1
ONE, TWO = "kapsulad 1w", "kapsulad 2w"

# What, the value's server, the case, what it is measured against, and the most it may be.
ASKED = [
    ("a full handshake", ONE, "full", "molly-brown", 1.1),
    ("a full handshake", ONE, "full", "floor (b)", 1.15),
    ("a Gopher request", ONE, "gopher", "gophernicus", 0.03),
    ("a full handshake, two workers", TWO, "full", ONE, 1.05),
    ("a resumed one, two workers", TWO, "resumed", ONE, 1.05),
    ("a Gopher request, two workers", TWO, "gopher", ONE, 1.05),
]
GOALS = [
    ("a full handshake", ONE, "full", "floor (b)", 1.05),
    ("a resumed handshake", ONE, "resumed", "floor (b)", 1.05),
    ("a full handshake", ONE, "full", "molly-brown", 1.0),
    ("a resumed handshake", ONE, "resumed", "molly-brown", 1.0),
    ("a Gopher request", ONE, "gopher", "floor (c)", 1.3),
]
# On the wire, by kind.
BYTES = {onwire.WITHOUT: 2960, onwire.FULL: 3040, onwire.AGAIN: 2550, onwire.GOPHER: 1525}
# KiB of the daemon a connection, by its state.
ROOM = {"silent": 4, "established": 24}


def verdict(value, most):
    if value is None:
        return "not measured"
    return "reached" if value <= most else "missed"


def ratio_rows(bench, wanted):
    rows = []
    for what, server, case, other, most in wanted:
        value = bench.ratio(server, other, case)
        shown = table.NOTHING if value is None else f"{value:.3f} × {other}"
        rows.append([f"processor time of {what}", shown, f"≤ {most} ×", verdict(value, most)])
    return rows


def memory_row(memory):
    measured = memory.get(TWO)
    value = measured[1] if measured else None
    return ["PSS after 1,000 mixed requests, two workers", f"{table.mebibytes(value)} MiB",
            f"≤ {PSS_MAX // MEBIBYTE} MiB", verdict(value, PSS_MAX)]


def byte_rows(counts):
    rows = []
    for kind, most in BYTES.items():
        value = counts.get(onwire.OURS, {}).get(kind)
        rows.append([f"bytes of a 1 KiB page, {kind}", table.number(value), f"≤ {most:,}",
                     verdict(value, most)])
    return rows


def scale_rows(scale):
    rows = [[f"memory of a connection, {state}", f"{scale.states[state][0] / 1024:.1f} KiB",
             f"≤ {most} KiB", verdict(scale.states[state][0] / 1024, most)]
            for state, most in ROOM.items()]
    rows.append([f"PSS with {scale.count:,} connections, the worst state",
                 f"{table.mebibytes(scale.most)} MiB", f"≤ {CROWD_PSS_MAX // MEBIBYTE} MiB",
                 verdict(scale.most, CROWD_PSS_MAX)])
    for beside, ratios in (("connections", scale.crowded), ("pages", scale.pages)):
        rows += [[f"processor time of a {case} request beside many {beside}",
                  f"{value:.3f} × few", f"≤ {FLAT} ×", verdict(value, FLAT)]
                 for case, value in ratios.items()]
    return rows


HEAD = ["figure", "is", "asked", ""]


def show(bench, memory, counts, scale):
    table.show("Figures", HEAD, [*ratio_rows(bench, ASKED), memory_row(memory)])
    table.show("Goals", HEAD, [*ratio_rows(bench, GOALS), *byte_rows(counts), *scale_rows(scale)])


def show_converting(costs):
    table.show("Figures of the converter", HEAD, converters.figure_rows(costs))
