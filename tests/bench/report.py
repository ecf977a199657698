"""The tables of one run."""

import table

CASES = ("full", "resumed", "full 1.2", "resumed 1.2", "gopher")
FLOORS = {"gopher": "floor (c)"}


def floor(case):
    return FLOORS.get(case, "floor (b)")


def names_with(bench, names, cases):
    return [name for name in names if any((name, case) in bench.samples for case in cases)]


def show_cpu(bench, names):
    head = ["server", *(cell for case in CASES for cell in (case, "×"))]
    rows = []
    for name in names_with(bench, names, CASES):
        row = [name]
        for case in CASES:
            row += [table.number(bench.median(name, case, "cpu")),
                    table.times(bench.ratio(name, floor(case), case))]
        rows.append(row)
    table.show(f"Processor time of the server a request, µs, and its ratio to the floor "
               f"(median of {bench.rounds} rounds)", head, rows)


def show_case_figures(bench, names, title, key, digits=0):
    rows = [[name, *(table.number(bench.median(name, case, key), digits) for case in CASES)]
            for name in names_with(bench, names, CASES)]
    table.show(title, ["server", *CASES], rows)


def show_bytes(bench, names):
    rows = []
    for name in names_with(bench, names, CASES):
        row = [name]
        for case in CASES:
            up, down = bench.median(name, case, "out"), bench.median(name, case, "in")
            row.append(table.NOTHING if up is None else f"{up:.0f}+{down:.0f}")
        rows.append(row)
    table.show("Bytes a request, client's + server's, without TCP and IP headers",
               ["server", *CASES], rows)


def show_resumed(bench, names):
    cases = ("resumed", "resumed 1.2")
    rows = [[name, *(table.percent(bench.median(name, case, "resumed")) for case in cases)]
            for name in names_with(bench, names, cases)]
    table.show("Really resumed", ["server", *cases], rows)


def show_memory(names, memory):
    rows = [[name, *map(table.mebibytes, memory[name] or (None,) * 3)] for name in names]
    table.show("Memory of all processes (PSS), MiB",
               ["server", "idle", "after 1,000 requests", "under load"], rows)


def show_shares(bench):
    rows = [[name, " and ".join(map(table.percent, shares))]
            for name, shares in bench.shares.items()]
    table.show("The workers' shares, by processor time", ["server", "of full handshakes"], rows)


def show(bench, names, memory, handshakes):
    show_cpu(bench, names)
    show_case_figures(bench, names, "Requests a second, 8 connections at once", "per_second")
    show_case_figures(bench, names, "Latency, 99th percentile, µs", "p99")
    show_bytes(bench, names)
    show_resumed(bench, names)
    show_shares(bench)
    show_memory(names, memory)
    table.show("Floor (a): the server's end of a handshake in memory", ["kind", "µs"],
               [[kind, f"{value:.0f}"] for kind, value in handshakes.items()])


def show_failures(bench):
    """Whether all requests to our own servers went well."""
    print("\nFailed requests: " + ("none" if not bench.failed else ""))
    for _, what in bench.failed:
        print(f"  {what}")
    return not any(server.is_ours for server, _ in bench.failed)
