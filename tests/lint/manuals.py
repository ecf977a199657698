"""Whatever a user can set or call stands in its manual: the tables in the code tell what there is."""

import dataclasses
import pathlib
import re

import source


@dataclasses.dataclass(frozen=True)
class Table:
    """What a code file lets a user write, and the line of a manual that tells of it."""
    code: str      # below src/, a pattern
    entry: str     # its first group that matched is the name
    manual: str    # below src/
    line: str      # {} stands for the name
    kind: str


OPTION = r'"--([a-z][a-z-]*)"'
TABLES = (
    Table("daemon/main.c", r'{"([a-z-]+)", (?:no|required|optional)_argument', "daemon/kapsulad.8",
          r"^\.(It|Op)\b.*\bFl -{}\b", "option --{}"),
    Table("daemon/main.c", r"case '([a-z])':", "daemon/kapsulad.8", r"^\.It Fl {}\b", "option -{}"),
    Table("daemon/config_file.c", r'CFG_[A-Z_]+\("([a-z-]+)"', "daemon/kapsulad.conf.5",
          r"^\.(It )?Ic (.*, )?{}\b", "key {}"),
    Table("publish/main.c", r'^    {"([a-z]+)",', "publish/kapsula.1", r"^\.Ss kapsula {}$",
          "command {}"),
    Table("publish/*.c", OPTION, "publish/kapsula.1", r"^\.(It |Op )?Fl -(.*\| -)?{}\b",
          "option --{}"),
    Table("publish/capsule/settings.c", r'^    {"([A-Z][A-Za-z-]*)",', "publish/kapsula.1",
          r"^\.It Cm {}$", "setting {}"),
    Table("publish/read/meta.c", r'{"([A-Z][A-Za-z-]*)", set_', "publish/kapsula-text.7",
          r"\b{}\b", "header {}"),
    Table("publish/capsule/front.c", r'{"([A-Z][A-Za-z-]*)", +HEADER_', "publish/kapsula-text.7",
          r"\b{}\b", "header {}"),
)


def check_table(table):
    manual = pathlib.Path("src") / table.manual
    told = source.read(manual) if manual.is_file() else ""
    for path in sorted(pathlib.Path("src").glob(table.code)):
        text = source.read(path)
        for found in re.finditer(table.entry, text, re.MULTILINE):
            name = found[1]
            line = table.line.replace("{}", re.escape(name))
            if not re.search(line, told, re.MULTILINE):
                yield (f"{path}:{source.line_of(text, found.start(1))}: "
                       f"{table.kind.format(name)} is missing from {manual}; tell of it there")


def check():
    for table in TABLES:
        yield from check_table(table)
