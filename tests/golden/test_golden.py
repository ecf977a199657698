"""Golden pairs: NAME.txt beside what a careful editor would make of it, and what holds for all."""

import os
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KAPSULA = Path(os.environ.get("KAPSULA_BUILD", "build")).resolve() / "kapsula"
SOURCES = sorted(HERE.glob("*.txt"))
FORMATS = {".gmi": "gemtext", ".gophermap": "gophermap", ".text": "text"}
SIDES = [(path, side) for path in SOURCES for side in FORMATS if path.with_suffix(side).exists()]
EXPLAINED = [path for path in SOURCES if path.with_suffix(".explain").exists()]


def convert(*words, stdin=None):
    done = subprocess.run([KAPSULA, "convert", *map(str, words)], input=stdin, capture_output=True,
                          timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def letters_of(text):
    """How often each letter and digit occurs: marks, rules and bullets may go."""
    return Counter(re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text)))


def type_of(line):
    for mark in ("=>", "```", "#", "* ", ">"):
        if line.startswith(mark):
            return mark
    return "text"


def text_lines(gemtext):
    """The lines outside fences with their types."""
    fenced = False
    for line in gemtext.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield type_of(line), line
    assert not fenced, "a fence is open"


@pytest.mark.parametrize("path,side", SIDES, ids=lambda x: getattr(x, "stem", x))
def test_pair(path, side):
    out, _ = convert("--to", FORMATS[side], path)
    assert out == path.with_suffix(side).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EXPLAINED, ids=lambda x: x.stem)
def test_explain(path):
    _, told = convert("--explain", path)
    assert told == path.with_suffix(".explain").read_text(encoding="utf-8")


def shown_letters(gemtext):
    """Link lines repeat an address that stands in the text."""
    return letters_of("".join(line for line in gemtext.splitlines() if not line.startswith("=>")))


@pytest.mark.parametrize("path", SOURCES, ids=lambda x: x.stem)
def test_no_word_is_lost(path):
    """R2: what comes out and what was told to be dropped are together what --strict shows."""
    whole, _ = convert("--strict", path)
    out, told = convert("--explain", path)
    dropped = [line.split("): ", 1)[1] for line in told.splitlines() if ": dropped (" in line]
    assert shown_letters(out) + letters_of("".join(dropped)) == shown_letters(whole)


def plain_source(path):
    """The source, where letters are words and nothing else; None for other charsets, controls,
    fences and bullets made of letters."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if re.search("[\0\b\x1b]|```|^ *o[ \t]|^Charset:", text, re.M) else text


@pytest.mark.parametrize("path", SOURCES, ids=lambda x: x.stem)
def test_strict_drops_nothing(path):
    source = plain_source(path)
    if source is None:
        pytest.skip("its letters are not all words")
    out, told = convert("--strict", "--explain", path)
    front = [line.split("): ", 1)[1] for line in told.splitlines() if ": front matter (" in line]
    out = re.sub("(?m)^```.*$", "", out)
    assert shown_letters(out) + letters_of("".join(front)) == letters_of(source)


@pytest.mark.parametrize("path", SOURCES, ids=lambda x: x.stem)
@pytest.mark.parametrize("to", FORMATS.values())
def test_lines_are_clean(path, to):
    out, _ = convert("--to", to, path)
    allowed = "\n\t" if to == "gophermap" else "\n"
    assert all(c in allowed or unicodedata.category(c) != "Cc" for c in out)
    assert out == "" or out.endswith("\n")
    assert "\n\n\n" not in out or "```" in out


@pytest.mark.parametrize("path", SOURCES, ids=lambda x: x.stem)
def test_text_is_a_fixpoint(path):
    once, _ = convert("--to", "text", path)
    again, _ = convert("--to", "text", stdin=once.encode())
    assert again == once
    assert convert(stdin=once.encode())[0] == convert(path)[0], "the text says something else"


@pytest.mark.parametrize("path", SOURCES, ids=lambda x: x.stem)
def test_gemtext_reads_back(path):
    """The gemtext reader and writer agree about every line type."""
    out, _ = convert(path)
    copy, _ = convert(path.with_suffix(".gmi"))
    assert list(text_lines(copy)) == list(text_lines(out))


@pytest.mark.parametrize("path", SOURCES, ids=lambda x: x.stem)
def test_menu_lines(path):
    out, _ = convert("--to", "gophermap", path)
    for line in out.splitlines():
        fields = line.split("\t")
        assert len(fields) in (1, 2, 4), line
        assert line != "."
        if len(fields) == 1:
            assert not line or line[0] not in "#!~%=-:*.", line
        else:
            assert fields[0][0] in "0123456789gIhds" and fields[1], line


@pytest.mark.parametrize("line", ["=> x", "#x", "# x", "* x", ">x", "```", "=>", "*  x", "###"])
def test_text_stays_text(line):
    """R8: no text becomes another line type, wherever in a paragraph it stands."""
    source = f"Title: The words in the middle\nof this paragraph stand at its edge: {line}\n"
    out, _ = convert(stdin=source.encode())
    assert {kind for kind, _ in text_lines(out)} <= {"text", "* ", ">", "```"}


@pytest.mark.parametrize("unit", [b" ", b"a", b"\n", b"> ", b"> x\n", b"* x\n", b"- \n", b"=", b"1. x\n",
                                  b"```x\n", b"http://a/ ", b"a@b.c ", b"a\b", b"\r", b"x-\n", b"\0",
                                  b"a  b\n", b"What?\n\n", b"\xcc\x81", b"\xff"],
                         ids=lambda unit: repr(unit))
def test_time_is_linear(unit):
    """1 MB of anything in a second or two, also where no sense is in it."""
    source = unit * (1_000_000 // len(unit))
    for to in FORMATS.values():
        subprocess.run([KAPSULA, "convert", "--to", to], input=source, stdout=subprocess.DEVNULL,
                       timeout=20, check=True)


def test_many_addresses_are_linear():
    source = " ".join(f"http://a/{number}" for number in range(150_000)).encode()
    for to in FORMATS.values():
        subprocess.run([KAPSULA, "convert", "--to", to], input=source, stdout=subprocess.DEVNULL,
                       timeout=20, check=True)


def test_missing_file_is_told():
    done = subprocess.run([KAPSULA, "convert", "no/such/file.txt"], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "no/such/file.txt" in done.stderr.decode()


def test_folder_is_told():
    done = subprocess.run([KAPSULA, "convert", str(HERE)], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("words", [["--to", "pdf"], ["--to"], ["--nonsense"], ["a.txt", "b.txt"],
                                   ["--charset", "no-such-charset"]], ids=" ".join)
def test_wrong_usage_is_told(words):
    done = subprocess.run([KAPSULA, "convert", *words], stdin=subprocess.DEVNULL, capture_output=True,
                          check=False)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
