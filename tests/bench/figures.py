"""The figures that are asked of daemon and tool, each reached or missed."""

import converters
import table

MEBIBYTE = 2**20
PSS_MAX = 12 * MEBIBYTE
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


HEAD = ["figure", "is", "asked", ""]


def show(bench, memory):
    table.show("Figures", HEAD, [*ratio_rows(bench, ASKED), memory_row(memory)])
    table.show("Goals", HEAD, ratio_rows(bench, GOALS))


def show_converting(costs):
    table.show("Figures of the converter", HEAD, converters.figure_rows(costs))
