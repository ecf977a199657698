"""What no file of ours may hold: blanks at a line's end, notes to oneself, a last line without LF."""

import pathlib
import re

import source

PATTERNS = ("*.[ch]", "*.py", "*.sh", "*.md", "*.[1578]", "*.conf", "*.service", "*.socket", "*.sysusers", "*.tmpfiles", "run")
TOP = ("Makefile", "README.md", ".clang-format", ".gitignore", ".ci/deps", ".ci/make", ".ci/run",
       "certs/README.md")
# Bytes kept as they came: they are the test.
KEPT = ("tests/golden/", "tests/fuzz/corpus/")
NOTE = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
TRAILING = re.compile(r"[ \t\r]+$")


def ours():
    found = source.files(*PATTERNS) + [pathlib.Path(name) for name in TOP]
    return [path for path in found
            if path.is_file()
            and (path.suffix in (".py", ".c", ".h") or not path.as_posix().startswith(KEPT))]


def check():
    for path in ours():
        text = source.read(path)
        if text and not text.endswith("\n"):
            yield f"{path}:{text.count(chr(10)) + 1}: no LF at the end of the last line"
        for number, line in enumerate(text.split("\n"), 1):
            if TRAILING.search(line):
                yield f"{path}:{number}: trailing whitespace"
            note = NOTE.search(line)
            if note:
                yield f"{path}:{number}: {note.group()}: open an issue, or do it"
