"""A build that takes up what the build before learnt equals one that reads everything anew."""

import contextlib
import os
import pathlib
import random
import re
import shutil
import sqlite3
import tempfile
import time

import pytest

import publish

WORDS = "harbour sailor river school winter garden bread letter council border".split()
IMAGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"
SETTLED_SECONDS = 3.1  # so long a source may change unseen by the clock of its disk


class Editor:
    """Does to a folder what people do, at random but each time the same."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.chance = random.Random(seed)
        self.count = 0

    def names(self):
        text = self.folder / "text"
        return sorted(str(file.relative_to(text)) for file in text.rglob("*") if file.is_file())

    def put(self, name, text):
        publish.put(self.folder, {name: text})

    def page(self):
        words = " ".join(self.chance.choices(WORDS, k=40)).capitalize()
        front = self.chance.choice(["", "", "", "Draft: yes\n\n", "Date: 2026-02-03\n\n",
                                    "Title: Named\nAuthor: Nino\n\n", "Moved-from: old.txt\n\n"])
        other = self.chance.choice(self.names() or ["none.txt"])
        more = self.chance.choice(["", "", f"See /{other} for more.\n", "See part/ and none.txt.\n",
                                   "Ask at https://example.org/ask today.\n",
                                   "See gemini://example.org/nothing.gmi there.\n"])
        more += self.chance.choice(["", "\nContact us\n", "\nDonate\n\nContact us\n"])
        return f"{front}{self.chance.choice(WORDS).capitalize()} {self.count}\n\n{words}.\n\n{more}"

    def new_name(self):
        self.count += 1
        folder = self.chance.choice(["", "part/", "part/deep/", "news/", "news/2025/"])
        date = f"2026-01-{self.chance.randint(1, 28):02}-" if "news" in folder else ""
        name = self.chance.choice(["page", "Page", "სიახლე", "index"])
        number = "" if name == "index" else self.count
        return f"{folder}{date}{name}{number}{self.chance.choice(['', '', '.ka', '.ru'])}.txt"

    def add(self):
        name = self.new_name()
        if not (self.folder / "text" / name).exists():
            self.put(name, self.page())

    def change(self):
        self.put(self.chance.choice(self.names()), self.page())

    def swap_bytes(self):
        """The size stays."""
        name = self.chance.choice([name for name in self.names() if name.endswith(".txt")])
        file = self.folder / "text" / name
        text = file.read_text()
        file.write_text(text.replace("river", "RIVER") if "river" in text
                        else text.replace("bread", "BREAD"))

    def remove(self):
        if len(self.names()) > 5:
            (self.folder / "text" / self.chance.choice(self.names())).unlink()

    def rename(self):
        name, new = self.chance.choice(self.names()), self.new_name()
        target = self.folder / "text" / new
        if name.endswith(".txt") and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "text" / name).rename(target)

    def add_file(self):
        self.count += 1
        self.put(f"photo{self.count}.png", IMAGE + bytes([self.count]))
        self.put(f"by hand {self.count}.gmi", "# By hand\n\n=> /part/ Part\n=> /none.gmi\n")

    def restore_times(self):
        """As a copy of an older edition does that keeps its time."""
        name = self.chance.choice([name for name in self.names() if name.endswith(".txt")])
        file = self.folder / "text" / name
        status = file.stat()
        file.write_bytes(file.read_bytes().replace(b"letter", b"LETTER"))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    def set_settings(self):
        footer = self.chance.choice(WORDS)
        (self.folder / "capsule.txt").write_text(
            f"Title: Harbour\nLanguage: en\nHost: example.org\nFooter: Our {footer}\nNews-per-page: 4\n"
            f"Shared-lines: {self.chance.choice(['tell', 'drop'])}\n")

    def act(self):
        self.chance.choice([self.add, self.add, self.change, self.change, self.swap_bytes,
                            self.remove, self.rename, self.add_file, self.restore_times])()


def build(source, out):
    """How many pages and files there are, and what was told of them."""
    result = publish.run("build", source, out)
    assert result.returncode == 0, result.stderr
    return re.match(r"\d+ pages? and \d+ files?", result.stdout)[0], result.stderr


def found(out):
    """What the search knows of each page; the file may have grown otherwise."""
    database = sqlite3.connect(f"file:{out / 'current/search.db'}?immutable=1", uri=True)
    with contextlib.closing(database):
        pages = database.execute("SELECT path, title, date, lang, item, weight, sum FROM page "
                                 "ORDER BY path").fetchall()
        words = database.execute("SELECT path FROM words JOIN page ON page.id = words.rowid WHERE "
                                 "words MATCH 'harbour OR river' ORDER BY path").fetchall()
    return pages, words


def compare_builds(source, out, other):
    """Once with the memo and once without, on the same ground."""
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(out, other, symlinks=True)
    for name in ("memo", "search.db"):
        (other / "current" / name).unlink(missing_ok=True)
    assert build(source, out) == build(source, other)
    assert found(out) == found(other)
    with_memo, without = publish.tree(out / "current"), publish.tree(other / "current")
    del with_memo["search.db"], without["search.db"]
    assert sorted(with_memo) == sorted(without)
    assert [path for path in with_memo if with_memo[path] != without[path]] == []


@pytest.fixture(name="memory_path")
def in_memory():
    """A folder in memory, so that a hundred builds do not wait for the disk."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as name:
        yield pathlib.Path(name)


def test_random_edits_come_out_the_same_with_and_without_a_memo(memory_path):
    out, other = memory_path / "out", memory_path / "other"
    editor = Editor(memory_path, 1)
    publish.put(memory_path, {"a.txt": "A\n\nSee b.txt.\n", "news/x.txt": "X\n\nWords.\n"})
    editor.set_settings()
    for _ in range(50):
        editor.add()
    editor.add_file()
    time.sleep(SETTLED_SECONDS)
    build(memory_path, out)
    for turn in range(40):
        for _ in range(editor.chance.randint(0, 3)):
            editor.act()
        if turn % 16 == 15:
            editor.set_settings()
        compare_builds(memory_path, out, other)


def test_a_page_that_did_not_change_is_not_read(tmp_path):
    publish.put(tmp_path, {"a.txt": "Old harbour\n\nIts words.\n", "b.txt": "B\n\nSee a.txt.\n"})
    time.sleep(SETTLED_SECONDS)
    current = publish.build(tmp_path)
    memo = (current / "memo")
    memo.write_bytes(memo.read_bytes().replace(b"Old harbour", b"New harbour"))
    publish.build(tmp_path, {"c.txt": "C\n\nWords.\n"})
    assert "New harbour" in publish.read(current, "gemini/index.gmi")


def test_where_nothing_changed_nothing_is_published(tmp_path):
    publish.put(tmp_path, {"a.txt": "A\n\nSee gemini://example.org/none.gmi there.\n",
                           "b.txt": "B\n\nWords.\n", "news/c.txt": "C\n\nWords.\n",
                           "index.txt": "Front\n\nWords.\n", "photo.png": IMAGE, "d.txt": "Draft: yes\n\nHush.\n",
                           "news/index.txt": "Draft: yes\n\nHush.\n",
                           "part/index.ka.txt": "Draft: yes\n\nHush.\n"})
    time.sleep(SETTLED_SECONDS)
    publish.build(tmp_path, settings="Host: example.org\n")
    result = publish.run("build", tmp_path)
    assert "unchanged" in result.stdout and "build 1" in result.stdout
    assert "text/a.txt:3: the link to" in result.stderr
    assert os.listdir(tmp_path / "public/builds") == ["1"]
    assert publish.run("build", "--dry-run", tmp_path).stdout == "nothing would change\n"
    for number, change in enumerate((
            lambda: publish.put(tmp_path, {"e.txt": "E\n\nWords.\n"}),
            lambda: (tmp_path / "text/photo.png").unlink(),
            lambda: (tmp_path / "text/b.txt").rename(tmp_path / "text/f.txt"),
            lambda: os.utime(tmp_path / "text/a.txt"),
            lambda: (tmp_path / "capsule.txt").write_text("Host: example.net\n")), 2):
        change()
        assert f"(build {number})" in publish.run("build", tmp_path).stdout


def test_what_was_published_and_then_changed_is_written_anew(tmp_path):
    publish.put(tmp_path, {"a.txt": "A\n\nIts words.\n", "b.txt": "B\n\nWords.\n"})
    time.sleep(SETTLED_SECONDS)
    current = publish.build(tmp_path)
    page = current / "gemini/a.gmi"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"words", b"WORDS"))
    publish.build(tmp_path)
    assert page.read_bytes() == whole


def test_a_broken_memo_is_no_memo(tmp_path):
    publish.put(tmp_path, {"a.txt": "A\n\nIts words.\n", "b.txt": "B\n\nWords.\n"})
    time.sleep(SETTLED_SECONDS)
    current = publish.build(tmp_path)
    whole = publish.tree(tmp_path / "public/current")
    memo = (current / "memo").read_bytes()
    for broken in (b"", memo[:-1], memo + b"x", memo[:len(memo) // 2], b"\xff" * 100,
                   memo.replace(b"/a.txt", b"/a.tx\xff")):
        (current / "memo").write_bytes(broken)
        publish.build(tmp_path)
        assert publish.tree(tmp_path / "public/current") == whole


def test_drafts_leave_nothing_in_the_memo(tmp_path):
    """All who may read the published folder may read the memo."""
    hush = "Title: A secret\nDraft: yes\n\nHush.\n"
    publish.put(tmp_path, {"a.txt": "The harbour\n\nWords.\n", "secret.txt": hush,
                           "secret/index.txt": hush, "news/2026-01-02-secret.txt": hush})
    time.sleep(SETTLED_SECONDS)
    current = publish.build(tmp_path)
    memo = (current / "memo").read_bytes()
    assert b"The harbour" in memo
    assert b"secret" not in memo and b"Hush" not in memo
