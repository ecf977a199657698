"""The figures that are asked of the daemon on thin links, each reached or missed."""

import plan
import table

# What, the profile, kind and size, which of a sample's times, and the most seconds it may be.
ASKED = [
    ("a 1.5 kB page, first", plan.MODEM, "first", "1.5 kB", "last_byte", 4.55),
    ("a 1.5 kB page, resumed", plan.MODEM, "resumed", "1.5 kB", "last_byte", 4.2),
    ("first text of an 8 KiB page", plan.THINNEST, "first", "8 KiB", "first_text", 13),
]
STALL = (90, 102)  # the deadline, and what lies between two looks


def verdict(value, most):
    if value is None:
        return "not measured"
    return "reached" if value <= most else "missed"


def figure_rows(results):
    rows = []
    for what, profile, kind, size, key, most in ASKED:
        value = results.median(profile, "kapsulad", kind, size, key)
        rows.append([f"{what}, {profile.name}", table.number(value, 2), f"≤ {most} s",
                     verdict(value, most)])
    return rows


def whole_rows(results):
    """A slow reader's page comes whole, however long it takes."""
    rows = []
    for kind in ("first", "gopher"):
        value = results.median(plan.THINNEST, "kapsulad", kind, "100 KiB", "last_byte")
        rows.append([f"100 KiB page whole, {kind}, {plan.THINNEST.name}", table.number(value, 0),
                     "whole", "not measured" if value is None else "reached"])
    return rows


def stall_row(results):
    least, most = STALL
    value = results.median(plan.FAIR, "kapsulad", "stalled", "100 KiB", "last_byte")
    reached = value is not None and least <= value <= most
    return ["a reader who stops reading is dropped", table.number(value, 0), f"{least} … {most} s",
            "not measured" if value is None else "reached" if reached else "missed"]


def show(results):
    table.show("Figures, seconds", ["figure", "is", "asked", ""],
               [*figure_rows(results), *whole_rows(results), stall_row(results)])
