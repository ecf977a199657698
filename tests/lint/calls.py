"""Calls that nobody may make, and the ones that only a few may."""

import re

import source

FORBIDDEN = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|alloca|gets)\b")
DIE = re.compile(r"\b(die|die_usage)\s*\(")
# log declares it, arena has no other way out, the rest are main, config and command files.
MAY_DIE = re.compile(
    r"src/(base/log\.[ch]|\w+/main\.c|daemon/config\w*\.c|publish/\w+\.c|publish/doc/arena\.c)")


def check_pattern(path, code, pattern, reason):
    for match in pattern.finditer(code):
        yield f"{path}:{source.line_of(code, match.start())}: {match.group(1)}: {reason}"


def check():
    for path in source.files("*.[ch]"):
        code = source.without_comments_and_strings(source.read(path))
        yield from check_pattern(path, code, FORBIDDEN, "forbidden")
        if path.parts[0] == "src" and not MAY_DIE.fullmatch(path.as_posix()):
            yield from check_pattern(path, code, DIE,
                                     "only main, config and command files may end the program")
