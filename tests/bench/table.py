"""Tables of plain text."""

NOTHING = "–"


def number(value, digits=0):
    return NOTHING if value is None else f"{value:,.{digits}f}"


def times(ratio):
    return NOTHING if ratio is None else f"{ratio:.2f}×"


def percent(share):
    return NOTHING if share is None else f"{100 * share:.0f} %"


def mebibytes(value):
    return NOTHING if not value else f"{value / 2**20:.1f}"


def show(title, head, rows):
    """Prints a table: its first column to the left, numbers to the right."""
    table = [head, *rows]
    widths = [max(len(str(row[i])) for row in table) for i in range(len(head))]
    print(f"\n{title}\n")
    for place, row in enumerate(table):
        cells = [str(cell).rjust(width) for cell, width in zip(row, widths)]
        cells[0] = str(row[0]).ljust(widths[0])
        print("  " + "  ".join(cells).rstrip())
        if place == 0:
            print("  " + "  ".join("-" * width for width in widths))
