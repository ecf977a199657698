"""Who may include whom (design: "Who may include whom"), and how an include is written."""

import pathlib

import source

DAEMON = ("daemon", "daemon/message.h", "daemon/net", "daemon/proto", "daemon/site")
PUBLISH = ("publish", "publish/capsule", "publish/check", "publish/doc", "publish/read", "publish/write")

# A room may include itself and these.
MAY_INCLUDE = {
    "base": (),
    "daemon/message.h": ("base",),
    "daemon/proto": ("base", "daemon/message.h"),
    "daemon/site": ("base", "daemon/message.h"),
    "daemon/net": ("base", "daemon/message.h", "daemon/proto", "daemon/site"),
    "daemon": ("base",) + DAEMON,
    "publish/doc": ("base",),
    "publish/read": ("base", "publish/doc"),
    "publish/write": ("base", "publish/doc"),
    "publish/capsule": ("base", "publish/doc", "publish/read", "publish/write"),
    "publish/check": ("base", "publish/capsule", "publish/doc", "publish/read", "publish/write"),
    "publish": ("base",) + PUBLISH,
}


def room_of(path):
    """The room of a path from src/: its folder, or message.h, which is a room of its own."""
    return path if path in MAY_INCLUDE else str(pathlib.PurePosixPath(path).parent)


def check_include(path, line, name):
    if not (pathlib.Path("src") / name).is_file():
        return f"{path}:{line}: \"{name}\" is not a path from src/"
    here = room_of(path.relative_to("src").as_posix())
    there = room_of(name)
    if here not in MAY_INCLUDE:
        return f"{path}:{line}: no layer is known for the folder {here}"
    if there != here and there not in MAY_INCLUDE[here]:
        return f"{path}:{line}: {here} may not include {there} (\"{name}\")"
    return None


def check_own_header_first(path, found):
    own = path.with_suffix(".h")
    if path.suffix != ".c" or not own.is_file():
        return None
    name = own.relative_to("src").as_posix()
    if found and found[0][1] == name:
        return None
    return f"{path}:{found[0][0] if found else 1}: the first include must be \"{name}\""


def check():
    for path in source.files("*.[ch]", below=("src",)):
        found = source.includes(source.read(path))
        results = [check_include(path, line, name) for line, name in found if name]
        results.append(check_own_header_first(path, found))
        yield from filter(None, results)
