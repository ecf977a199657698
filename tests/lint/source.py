"""Files of the tree, and C text without what the compiler does not read."""

import pathlib
import re

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:"([^"\n]+)"|<[^>\n]+>)', re.MULTILINE)


def files(*patterns, below=("src", "tests")):
    """Paths from the tree's root, in order."""
    return sorted({path for folder in below for pattern in patterns
                   for path in pathlib.Path(folder).rglob(pattern) if path.is_file()})


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def without_comments_and_strings(text):
    """The same text with comments and literals blanked; every line keeps its number."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    return TOKEN.sub(blank, text)


def includes(text):
    """(line, name) of each include; the name is None for <system> headers."""
    blanked = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text,
                     flags=re.DOTALL)
    return [(line_of(blanked, m.start(0)), m.group(1)) for m in INCLUDE.finditer(blanked)]
