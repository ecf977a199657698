"""The capsule that the conformance cases are asked of: a finished build, with odd corners."""

import os
import pathlib
import subprocess

import daemon

SECRET = b"nobody may read this"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300 + b"\n.\n\r\n.\r\nend"
BIG = b"".join(b"line %06d of a large page\n" % number for number in range(60000))
DOTS = b".\n" * 40000
WORDS = b"".join(b"%s\r\n" % (b"x" * (number % 97)) for number in range(6000))
LONG_LINE = b"y" * 200000 + b"\nlast\n"

SHARED = {
    "photo.png": PNG,
    "big.txt": BIG,
    "plain.txt": b"one\ntwo\n",
    "empty.txt": b"",
    "thing.zzz": b"\x00\x01\x02",
    "no_suffix": b"bytes",
    "name with space.txt": b"a name with blanks\n",
    "100%.txt": b"a name with a percent sign\n",
    "a?b#c.txt": b"a name with URI marks\n",
    "თავი.txt": "წერილი\n".encode(),
    "typed.txt": b"<p>by the table</p>\n",
    "robots.txt": b"User-agent: *\nDisallow:\n",
    ".secret": SECRET,
    ".hidden/page.txt": SECRET,
    "news/.draft.txt": SECRET,
    "bare/page.txt": b"in a folder without an index\n",
    "a folder/page.txt": b"in a folder with a blank\n",
    "gone.txt": SECRET,
    "moved.txt": SECRET,
}
GEMINI = SHARED | {
    "index.gmi": b"# Home\n\nWelcome.\n\n=> about.gmi About\n=> news/ News\n",
    "about.gmi": "# ჩვენ\n".encode(),
    "news/index.gmi": b"# News\n\n=> item.gmi 2026-01-02 An item\n",
    "news/item.gmi": b"# An item\n",
    "a folder/index.gmi": b"# With a blank\n",
    "left_by_close.txt": BIG,
    "left_by_reset.txt": BIG,
}
GOPHER = SHARED | {
    "gophermap": (
        b"Welcome\n"
        b"\n"
        b"0About\t/about.txt\n"
        b"1News\t/news/\n"
        b"1Elsewhere\t/x\tgopher.example\t7070\n"
        b"1Half\t/y\tgopher.example\n"
        b"hThe web\tURL:https://example.org/\n"
        b"CRLF here\r\n"
        b"0CRLF there\t/about.txt\r\n"
        b".\n"
        b"no line end"),
    "about.txt": "ჩვენ\n".encode(),
    "news/gophermap": b"News\n0An item\t/news/item.txt\n",
    "news/item.txt": b"An item\n",
    "a folder/gophermap": b"With a blank\n",
    "dots.txt": DOTS,
    "words.txt": WORDS,
    "long.txt": LONG_LINE,
    "mixed.txt": b"a\r\nb\nc\r\n\n.\r\n..\n. \nno line end",
    "caps.txt": b"CAPS\nCapsVersion=1\n",
    "empty/gophermap": b"",
    "many/gophermap": b"".join(b"0Item %d\t/many/%d.txt\n" % (n, n) for n in range(4000)),
    "wide/gophermap": b"w" * 5000 + b"\n0After\t/about.txt\n",
}
TABLE = {
    "/about.gmi": "type=text/gemini\tlang=ka",
    "/gone.txt": "gone",
    "/moved.txt": "moved=/plain.txt",
    "/moved_to_menu": "moved=/news/",
    "/moved_twice.txt": "moved=/moved.txt",
    "/moved_away.txt": "moved=gopher://example.net/",
    "/typed.txt": "type=text/html; charset=utf-8",
}

# What can be found; the index is the tool's own, of texts with these names.
SEARCHED = {
    "about.txt": "About the harbour\n\nBoats have been lying here for a long time.\n",
    "about.ka.txt": "ჩვენ შესახებ\n\nნავები დიდი ხანია აქ დგას.\n",
    "news/2026-01-02-pier.txt": "A new pier\n\nMore boats can come.\n",
}


def write_tree(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_odd_files(tree, secret):
    """What a tree may hold but a server may not give away, or hang on."""
    (tree / "out_absolute.txt").symlink_to(secret)
    (tree / "out_relative.txt").symlink_to(os.path.relpath(secret, tree))
    (tree / "out_folder").symlink_to(secret.parent)
    (tree / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tree / "pipe.txt")


def make_readable(root):
    """0755 and 0644 whatever the umask was."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink() and not path.is_fifo():
            path.chmod(0o755 if path.is_dir() else 0o644)


def write_search(folder, build):
    """The index of SEARCHED, as `kapsula build` leaves it."""
    source = pathlib.Path(folder) / "searched"
    write_tree(source / "text", {name: text.encode() for name, text in SEARCHED.items()})
    (source / "capsule.txt").write_text("Language: en\n", encoding="utf-8")
    subprocess.run([daemon.BUILD / "kapsula", "build", source], check=True, timeout=60,
                   stdout=subprocess.DEVNULL)
    (source / "public/current/search.db").rename(build / "search.db")


def write_capsule(folder):
    """A finished capsule as the tool leaves it; the folder to serve."""
    out = pathlib.Path(folder) / "public"
    build = out / "builds" / "1"
    write_tree(build / "gemini", GEMINI)
    write_tree(build / "gopher", GOPHER)
    (build / "table").write_bytes(
        b"".join(f"{path}\t{fields}\n".encode() for path, fields in sorted(TABLE.items())))
    write_search(folder, build)
    secret = pathlib.Path(folder) / "text" / "secret.txt"
    write_tree(secret.parent, {secret.name: SECRET})
    write_odd_files(build / "gemini", secret)
    write_odd_files(build / "gopher", secret)
    (out / "current").symlink_to("builds/1")
    make_readable(pathlib.Path(folder))
    return out
