"""Documents that Debian installs, through the properties that hold for every text."""

import gzip
import os
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

DOC = Path("/usr/share/doc")
KAPSULA = Path(os.environ.get("KAPSULA_BUILD", "build")).resolve() / "kapsula"
PATTERNS = ["debian/*.txt", "debian/*.txt.gz", "debian/debian-manifesto.gz", "debian/FAQ/*.txt.gz",
            "debian-history/*.txt*", "alpine-doc/brochure.txt*", "base-files/FAQ", "git/RelNotes/2.3?.0.txt*",
            "git/README.*", "git/contrib/*/README*", "popularity-contest/FAQ.gz", "procmail/FEATURES*"]
DOCUMENTS = sorted(path for pattern in PATTERNS for path in DOC.glob(pattern))
# What every package has, far from what a page is: every twentieth of it.
PAPERS = sorted(path for name in ("copyright", "README*", "changelog*") for path in DOC.glob(f"*/{name}")
                if path.is_file() and not path.is_symlink() and path.stat().st_size < 200_000)[::20]
TUTORS = {"cs.cp1250": "CP1250", "pl.cp1250": "CP1250", "hu.cp1250": "CP1250", "el.cp737": "CP737",
          "ru.cp1251": "CP1251", "ja.euc": "EUC-JP", "ja.sjis": "SHIFT_JIS",
          "zh.big5": "BIG5", "ko.euc": "EUC-KR", "tr.iso9": "ISO-8859-9"}
FOUND = ["el.cp737", "ru.cp1251", "ja.euc", "ja.sjis"]  # no name is needed


def content(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def convert(*words, stdin):
    done = subprocess.run([KAPSULA, "convert", *words], input=stdin, capture_output=True, timeout=60,
                          check=True)
    return done.stdout.decode(), done.stderr.decode()


def letters_of(text):
    return Counter(re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text)))


def without_links(gemtext):
    return "".join(line for line in gemtext.splitlines() if not line.startswith("=>"))


def named(path):
    return str(path.relative_to(DOC)) if path.is_relative_to(DOC) else path.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_no_word_is_lost(path):
    source = content(path)
    whole, _ = convert("--strict", stdin=source)
    out, told = convert("--explain", stdin=source)
    dropped = [line.split("): ", 1)[1] for line in told.splitlines() if ": dropped (" in line]
    assert letters_of(without_links(out)) + letters_of("".join(dropped)) == \
        letters_of(without_links(whole))


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_lines_are_clean(path):
    out, _ = convert(stdin=content(path))
    assert sum(line.startswith("```") for line in out.splitlines()) % 2 == 0
    assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in out)
    assert sum(line.startswith("# ") for line in prose(out)) <= 1


def prose(gemtext):
    """The lines outside fences."""
    fenced = False
    for line in gemtext.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield line


@pytest.mark.parametrize("path", DOCUMENTS + PAPERS, ids=named)
def test_text_is_a_fixpoint(path):
    source = content(path)
    once, _ = convert("--to", "text", stdin=source)
    again, _ = convert("--to", "text", stdin=once.encode())
    assert again == once
    assert convert(stdin=once.encode())[0] == convert(stdin=source)[0], "the text says something else"


@pytest.mark.parametrize("name,charset", TUTORS.items(), ids=TUTORS)
def test_tutor_in_another_charset(name, charset):
    """One text in two charsets reads alike, whether the charset is given or found."""
    folder = next(iter(Path("/usr/share/vim").glob("vim*/tutor")), None)
    if not folder or not (folder / f"tutor.{name}").exists():
        pytest.skip("not installed")
    twin, _ = convert(stdin=(folder / f"tutor.{name.split('.')[0]}.utf-8").read_bytes())
    source = (folder / f"tutor.{name}").read_bytes()
    for words in [["--charset", charset], []] if name in FOUND else [["--charset", charset]]:
        out, _ = convert(*words, stdin=source)
        same = letters_of(out) & letters_of(twin)
        assert same.total() >= 0.98 * letters_of(twin).total()
