"""A capsule as an editor keeps it: texts put into a folder, built, and looked at."""

import pathlib
import subprocess

import daemon

KAPSULA = daemon.BUILD / "kapsula"


def run(*args, cwd=None):
    return subprocess.run([KAPSULA, *map(str, args)], cwd=cwd, capture_output=True, text=True,
                          timeout=60, check=False)


def put(folder, texts):
    """Writes {name: text} below folder/text."""
    for name, text in texts.items():
        file = folder / "text" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def build(folder, texts=None, settings=None):
    """The folder that readers see."""
    put(folder, texts or {})
    if settings is not None:
        (folder / "capsule.txt").write_text(settings, encoding="utf-8")
    result = run("build", folder)
    assert result.returncode == 0, result.stderr
    return folder / "public" / "current"


def read(current, path):
    return (current / path).read_text(encoding="utf-8")


def links(gemtext):
    """(target, label) of each link line."""
    for line in gemtext.splitlines():
        if line.startswith("=>"):
            target, _, label = line[2:].strip().partition(" ")
            yield target, label


def table(current):
    lines = read(current, "table").splitlines()
    return {line.split("\t")[0]: dict(field.split("=", 1) for field in line.split("\t")[1:]
                                      if "=" in field)
            for line in lines}


def tree(folder):
    """All files but what one build tells the next."""
    folder = pathlib.Path(folder).resolve()
    return {str(file.relative_to(folder)): file.read_bytes()
            for file in folder.rglob("*") if file.is_file() and file.name != "memo"}
