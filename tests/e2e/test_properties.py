"""What holds for every text, with texts made by chance (the same at each run) and with hostile ones."""

import os
import random
import re
import resource
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

BUILD = Path(os.environ.get("KAPSULA_BUILD", "build")).resolve()
KAPSULA = BUILD / "kapsula"
CHECKED = "asan" in BUILD.parts  # several times as slow, and with another memory
MEGABYTE = 200_000 if CHECKED else 1_000_000
SECONDS = 20  # of processor time, a hundred times what is needed; what grows by squares needs hours
MEMORY = 4  # sizes of a document of prose, …
SHORT_LINES = {  # … and of one whose lines are hardly longer than what is known about each, …
    "empty": (b"\n", 31), "CR LF": (b"\r\n", 16), "a letter": (b"a\n", 16), "blocks": (b"ab\n\n", 16),
    "marks": (b"*\n", 16), "items": (b"* x\n", 10), "quotes": (b"> > >\n", 8), "one line": (b"abc ", 4)}
PROGRAM = 20_000  # … beside the address space of the program and its libraries, KiB
WORDS = ("harbour", "Guests", "of", "the", "a", "1.", "2.", "(a)", "bread", "и", "река", "Совет", "გემი",
         "სახლი", "中心", "ไทย", "e\u0301", "https://a.org/x_(y).", "ann@a.org", "#1", "=>", ">", "* ",
         "-", "–", "co-", "ANNUAL", "REPORT", "Name:", "2021.", "A.", "Q:", "|", "www.a.org", "naïve", "\u00ad",
         "\u00a0", "12", "May", "so\u0304", "_x_", "?", "!", "…", "«да»", "\u202e")
STARTS = ("=> a b", "# one", "#1 first", "* item", "*item", "> said", "```", "``` c", "- dash", "1. one",
          "-- ", "---", "====", "| a | b |", "\tset in", "    set in", "Share on x", "Page 3", "• dot", "A: yes")


def sentence(chance):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 25)))


def paragraph(chance):
    width = chance.choice((30, 60, 72, 200))
    lines, line = [], ""
    for word in sentence(chance).split(" ") + sentence(chance).split(" "):
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line += word + " "
    return [*lines, line]


def block(chance):
    kind = chance.randrange(8)
    if kind == 0:
        title = sentence(chance)[:60]
        return [title, chance.choice("=-~*") * len(title)]
    if kind == 1:
        return [chance.choice(("* ", "- ", "  • ", "    + ")) + sentence(chance)
                for _ in range(chance.randint(1, 5))]
    if kind == 2:
        return ["> " + line for line in paragraph(chance)]
    if kind == 3:
        label = sentence(chance)[:40]
        return [label, label, "-", label + sentence(chance)]
    if kind == 4:
        return [f"{chance.choice(WORDS):12}  {chance.choice(WORDS):12}  {n}" for n in range(chance.randint(2, 5))]
    if kind == 5:
        return [chance.choice(STARTS) + " " + chance.choice(WORDS) for _ in range(chance.randint(1, 4))]
    return paragraph(chance)


def made_text(seed):
    chance = random.Random(seed)
    lines = []
    for _ in range(chance.randint(1, 40)):
        lines += block(chance) + [""] * chance.choice((0, 1, 1, 1, 2))
    return chance.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)


def convert(*words, stdin):
    done = subprocess.run([KAPSULA, "convert", *words], input=stdin, capture_output=True, timeout=120,
                          check=True)
    return done.stdout.decode(), done.stderr.decode()


def letters_of(text):
    return Counter(re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text)))


KINDS = {"#": "heading", "* ": "item", ">": "quote"}


def kind_of(line):
    return next((kind for mark, kind in KINDS.items() if line.startswith(mark)), "text")


def read_gemtext(gemtext):
    """How many lines there are of each type, and the words outside link lines and alt texts."""
    kinds, words, fenced = Counter(), [], False
    for line in gemtext.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
            kinds["preformatted"] += fenced
        elif line.startswith("=>") and not fenced:
            kinds["link"] += 1
        else:
            kinds["preformatted line" if fenced else kind_of(line)] += 1
            words.append(line)
    assert not fenced
    return kinds, "\n".join(words)


def told_kinds(told):
    """What --explain says became of the lines."""
    said = (re.match(r"\d+: ([a-z]+)", line).group(1) for line in told.splitlines())
    return Counter(kind for kind in said if kind in ("heading", "item", "quote", "link", "preformatted"))


def told_dropped(told):
    lines = [line for line in told.splitlines() if ": dropped (" in line]
    for line in lines:
        rule, words = line.split(": dropped (", 1)[1].split("): ", 1)
        assert rule.startswith(("R3a ", "R3b ", "R3c ", "R4.13 leader")) or not letters_of(words), line
    return "".join(line.split("): ", 1)[1] for line in lines)


def words_of(gemtext, told):
    """What is shown, and what a fence of the source said beside its marks."""
    labels = re.findall(r"(?m)^\d+: preformatted \(R4\.1 fence\): (.*)$", told)
    return letters_of(read_gemtext(gemtext)[1] + "".join(labels))


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_and_no_line_changes_its_type(seed):
    source = made_text(seed).encode()
    out, told = convert("--explain", stdin=source)
    whole, whole_told = convert("--strict", "--explain", stdin=source)
    kinds, _ = read_gemtext(out)
    told = "".join(line for line in told.splitlines(True) if not line.startswith("0: "))
    assert {kind: kinds[kind] for kind in told_kinds(told)} == told_kinds(told)
    assert words_of(out, told) + letters_of(told_dropped(told)) == words_of(whole, whole_told)


@pytest.mark.parametrize("seed", range(60, 100))
@pytest.mark.parametrize("to", ("gemtext", "gophermap", "text"))
def test_lines_are_clean(seed, to):
    out, _ = convert("--to", to, stdin=made_text(seed).encode())
    allowed = "\n\t" if to == "gophermap" else "\n"
    assert all(c in allowed or unicodedata.category(c) != "Cc" for c in out)
    assert out == "" or out.endswith("\n")


HOSTILE = {
    "quotes": b"> > > > " * (MEGABYTE // 8),
    "quoted lines": b"> > >\n" * (MEGABYTE // 6),
    "bullets": b"* a\n" * (MEGABYTE // 4),
    "deeper bullets": b"".join(b" " * (i % 60) + b"- x\n" for i in range(MEGABYTE // 40)),
    "numbers": b"".join(b"%d. x\n" % i for i in range(MEGABYTE // 9)),
    "words": b"word " * (MEGABYTE // 5),
    "lines": b"a line\n" * (MEGABYTE // 7),
    "open lines": b"word of\n" * (MEGABYTE // 8),
    "headings": b"Title\n=====\n" * (MEGABYTE // 12),
    "rules": b"-----\n" * (MEGABYTE // 6),
    "gaps": b"a   b\n" * (MEGABYTE // 6),
    "brackets": b"http://a.org/" + b"(" * MEGABYTE,
    "addresses": b"http://a.org/x?y=" * (MEGABYTE // 17),
    "mail": b"a@" * (MEGABYTE // 2),
    "hyphens": b"coun-\nter\n" * (MEGABYTE // 10),
    "questions": b"Who?\n\n" * (MEGABYTE // 6),
    "pages": b"Page 1\n\f" * (MEGABYTE // 8),
    "fences": b"```\n" * (MEGABYTE // 4),
    "records": b"Name: x\n" * (MEGABYTE // 8),
    "combining": "e\u0301".encode() * (MEGABYTE // 3),
    "marks only": "\u0301".encode() * (MEGABYTE // 2),
}
# Of every kind: controls, breaks, blanks, marks, digits, letters, parts of UTF-8.
BYTES = (*range(0x00, 0x10), 0x1B, *b" !\"#&'()*+,-./09:;<=>?@A[\\]^_`aow{|}~", 0x7F, 0x80, 0x85, 0xA0, 0xAD, 0xC2,
         0xE1, 0xE2, 0xF0, 0xFF)


def convert_in_time(path, to):
    """Ends the test when the work is not in proportion to the text."""
    subprocess.run([KAPSULA, "convert", "--to", to, path], check=True, stdout=subprocess.DEVNULL,
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("to", ("gemtext", "text"))
def test_work_grows_with_the_text(tmp_path, name, to):
    path = tmp_path / "hostile.txt"
    path.write_bytes(HOSTILE[name])
    convert_in_time(path, to)


def test_a_megabyte_of_any_byte(tmp_path):
    path = tmp_path / "byte.txt"
    for byte in BYTES:
        path.write_bytes(bytes([byte]) * MEGABYTE)
        convert_in_time(path, "gemtext")


def convert_within(path, to, memory):
    """Counts address space, which is the same at each run, and not what of it is in use."""
    script = f"ulimit -v {memory // 1024 + PROGRAM} && exec {KAPSULA} convert --to {to} {path}"
    subprocess.run(["sh", "-c", script], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.skipif(CHECKED, reason="its memory is another")
@pytest.mark.parametrize("to", ("gemtext", "text"))
def test_memory_is_bounded_by_the_document(tmp_path, to):
    path, chance = tmp_path / "prose.txt", random.Random(20)
    words = "the river council opened a long garden road to all who came from sea and stayed".split()
    with open(path, "w", encoding="ascii") as prose:
        while prose.tell() < 20 * MEGABYTE:
            for _ in range(chance.randint(3, 8)):
                prose.write(" ".join(chance.choices(words, k=14)) + "\n")
            prose.write("\n")
    convert_within(path, to, MEMORY * 20 * MEGABYTE)


@pytest.mark.skipif(CHECKED, reason="its memory is another")
@pytest.mark.parametrize("name", SHORT_LINES)
def test_memory_of_short_lines(tmp_path, name):
    path = tmp_path / "short.txt"
    piece, sizes = SHORT_LINES[name]
    path.write_bytes(piece * (8 * MEGABYTE // len(piece)))
    convert_within(path, "gemtext", sizes * 8 * MEGABYTE)
