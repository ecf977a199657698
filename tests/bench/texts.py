"""Texts of ten megabytes to convert, the same at each run: prose in three scripts, and the shapes
and charsets that people hand over."""

import random
from typing import Callable, NamedTuple

BYTES = 10_000_000
SEED_BYTES = 400_000  # written anew; the rest repeats them
WIDTH = 70  # columns of a typed line
WORDS = {
    "ASCII": "the and of a letter river people bread winter school council open garden long road",
    "Russian": "и в не на письмо река люди хлеб зима школа совет открыт сад долгий путь",
    "Georgian": "და არ რომ წერილი მდინარე ხალხი პური ზამთარი სკოლა საბჭო ღია ბაღი გრძელი გზა",
}


def sentence(chance, script, least=6, most=18):
    words = WORDS[script].split()
    text = " ".join(chance.choice(words) for _ in range(chance.randint(least, most)))
    first = text[0] if script == "Georgian" else text[0].upper()  # its capitals are in no prose
    return first + text[1:] + "."


def paragraph(chance, script, least=3, most=8):
    return " ".join(sentence(chance, script) for _ in range(chance.randint(least, most)))


def wrapped(text, first="", later=""):
    """Lines as one types them."""
    lines, line = [], first
    for word in text.split():
        if len(line) + len(word) > WIDTH:
            lines.append(line.rstrip())
            line = later
        line += word + " "
    return "\n".join([*lines, line.rstrip()]) + "\n"


def typed(chance, script):
    return wrapped(paragraph(chance, script)) + "\n"


def flowing(chance, script):
    return paragraph(chance, script) + "\n\n"


def statute(chance, script):
    """A numbered heading over a few short clauses."""
    head = f"{chance.randint(1, 99)}. {sentence(chance, script, 2, 4)[:-1]}\n\n"
    return head + "".join(wrapped(sentence(chance, script)) + "\n" for _ in range(4))


def bulleted(chance, script):
    items = (wrapped(sentence(chance, script), "  * ", "    ") for _ in range(chance.randint(3, 9)))
    return wrapped(sentence(chance, script)[:-1] + ":") + "\n" + "".join(items) + "\n"


def scraped(chance, script):
    """A menu whose labels stand twice, and headings that the text below them repeats."""
    labels = [sentence(chance, script, 1, 3)[:-1] for _ in range(4)]
    menu = "".join(f"{label}\n{label}\n-\n" for label in labels)
    head = sentence(chance, script, 3, 6)[:-1]
    return menu + f"{head}\n{head}{paragraph(chance, script)}\n{paragraph(chance, script)}\n"


class Text(NamedTuple):
    name: str
    write_piece: Callable
    script: str
    charset: str
    is_prose: bool = False  # in ASCII: more is asked of it


TEXTS = [
    Text("ASCII", typed, "ASCII", "ascii", is_prose=True),
    Text("ASCII, long lines", flowing, "ASCII", "ascii", is_prose=True),
    Text("ASCII, lists", bulleted, "ASCII", "ascii"),
    Text("ASCII, scraped", scraped, "ASCII", "ascii"),
    Text("Russian", typed, "Russian", "utf-8"),
    Text("Russian, statutes", statute, "Russian", "utf-8"),
    Text("Russian, CP1251", typed, "Russian", "cp1251"),
    Text("Russian, UTF-16", typed, "Russian", "utf-16-le"),
    Text("Georgian", typed, "Georgian", "utf-8"),
    Text("Georgian, scraped", scraped, "Georgian", "utf-8"),
]


def named(name):
    return next(text for text in TEXTS if text.name == name)


def make(name):
    """The bytes of that text; it ends with a whole piece."""
    text = named(name)
    chance = random.Random(name)
    pieces, size = [], 0
    while size < SEED_BYTES:
        piece = text.write_piece(chance, text.script).encode(text.charset)
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces) * (BYTES // size)


def beginning(name, size):
    """At most so many bytes of it, up to the end of a line."""
    charset = named(name).charset
    text = make(name)[:size].decode(charset, errors="ignore")
    return text[:text.rindex("\n") + 1].encode(charset)
