"""`kapsula build --watch`: what an editor saves is published within two seconds."""

import fcntl
import os
import re
import signal
import subprocess
import time

import pytest

import publish
import terminal

TWO = {"a.txt": "A page\n\nIts words.\n", "b.txt": "B page\n\nOther words.\n"}
PATIENCE_SECONDS = 20  # of a machine under load; the manual promises two


class Watch:
    """A watching build and what it has told so far."""

    def __init__(self, folder):
        self.told = folder / "told"
        with open(self.told, "wb") as told:
            self.process = subprocess.Popen([publish.KAPSULA, "build", "--watch", folder],
                                            stdout=told, stderr=subprocess.STDOUT)
        self.builds = folder / "public/builds"
        self.current = folder / "public/current"

    def text(self):
        return self.told.read_text(encoding="utf-8")

    def await_that(self, is_so):
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < end, self.text()
            time.sleep(0.02)

    def await_text(self, words):
        self.await_that(lambda: words in self.text())

    def await_page(self, path, words):
        self.await_that(lambda: words in self.page(path))

    def page(self, path):
        try:
            return (self.current / "gemini" / path).read_text(encoding="utf-8")
        except OSError:
            return ""

    def stop(self, number):
        self.process.send_signal(number)
        assert self.process.wait(PATIENCE_SECONDS) == 0, self.text()


@pytest.fixture(name="watch")
def watching(tmp_path):
    publish.put(tmp_path, TWO)
    watch = Watch(tmp_path)
    watch.await_text("are published")
    yield watch
    watch.process.kill()
    watch.process.wait()


def test_what_is_saved_is_published(watch, tmp_path):
    publish.put(tmp_path, {"a.txt": "A page\n\nIts new words.\n"})
    watch.await_page("a.gmi", "new words")
    (tmp_path / "text/.a.txt.new").write_text("A page\n\nWords put in its place.\n")
    (tmp_path / "text/.a.txt.new").rename(tmp_path / "text/a.txt")
    watch.await_page("a.gmi", "put in its place")
    (tmp_path / "capsule.txt").write_text("Footer: Harbour Centre\n")
    watch.await_page("b.gmi", "Harbour Centre")
    watch.stop(signal.SIGINT)


def test_folders_come_and_go(watch, tmp_path):
    publish.put(tmp_path, {"new/deep/c.txt": "C page\n\nDeep words.\n"})
    watch.await_page("new/deep/c.gmi", "Deep words")
    publish.put(tmp_path, {"new/deep/c.txt": "C page\n\nDeeper words.\n"})
    watch.await_page("new/deep/c.gmi", "Deeper words")
    (tmp_path / "text/new").rename(tmp_path / "text/old")
    watch.await_page("old/deep/c.gmi", "Deeper words")
    publish.put(tmp_path, {"old/deep/c.txt": "C page\n\nMoved words.\n"})
    watch.await_page("old/deep/c.gmi", "Moved words")
    (tmp_path / "text/old/deep/c.txt").unlink()
    (tmp_path / "text/old/deep").rmdir()
    (tmp_path / "text/old").rmdir()
    watch.await_that(lambda: not watch.page("old/deep/c.gmi"))
    (tmp_path / "text").rename(tmp_path / "aside")
    watch.await_text("not published yet")
    (tmp_path / "aside").rename(tmp_path / "text")
    watch.await_text("put right")
    publish.put(tmp_path, {"a.txt": "A page\n\nStill here.\n"})
    watch.await_page("a.gmi", "Still here")
    watch.stop(signal.SIGTERM)


def test_an_error_is_told_and_so_is_its_end(watch, tmp_path):
    publish.put(tmp_path, {"A.txt": "The same place\n\nWords.\n"})
    watch.await_text("not published yet")
    assert "wants the same place" in watch.text() and "Its words" in watch.page("a.gmi")
    (tmp_path / "text/A.txt").rename(tmp_path / "text/c.txt")
    watch.await_text("put right")
    watch.await_page("c.gmi", "The same place")
    watch.stop(signal.SIGTERM)
    assert watch.text().endswith("no longer watching\n")


def test_what_editors_leave_about_is_no_change(watch, tmp_path):
    for name in (".a.txt.swp", "a.txt~", "~$a.txt", "#a.txt#", "4.tmp"):
        publish.put(tmp_path, {name: "Half a page"})
    publish.put(tmp_path, {"b.txt": "B page\n\nNew words.\n"})
    watch.await_page("b.gmi", "New words")
    watch.stop(signal.SIGTERM)
    assert os.listdir(watch.builds) in (["1", "2"], ["2", "1"])


def test_another_build_is_waited_for(watch, tmp_path):
    for _ in range(3):
        publish.put(tmp_path, {"a.txt": f"A page\n\nAt {time.monotonic_ns()}.\n"})
        publish.run("build", tmp_path)
    publish.put(tmp_path, {"a.txt": "A page\n\nThe last words.\n"})
    watch.await_page("a.gmi", "The last words")
    watch.stop(signal.SIGTERM)
    assert "another build" not in watch.text()


def test_without_a_folder_it_ends(tmp_path):
    result = publish.run("build", "--watch", tmp_path / "none")
    assert result.returncode == 1 and "none" in result.stderr


def test_a_long_build_tells_on_a_terminal_how_far_it_is(tmp_path):
    """The watching build waits for its turn until it has lasted longer than a second."""
    publish.put(tmp_path, TWO)
    builds = tmp_path / "public/builds"
    builds.mkdir(parents=True)
    ours, theirs = terminal.open_pair()
    with open(builds.parent / "told", "wb") as told, open(ours, "rb", buffering=0) as screen:
        lock = os.open(builds, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        with subprocess.Popen([publish.KAPSULA, "build", "--watch", tmp_path], stdout=told,
                              stderr=theirs) as process:
            os.close(theirs)
            time.sleep(1.2)
            os.close(lock)
            shown = screen.read(200)
            process.terminate()
    assert re.match(rb"kapsula: \d+ of \d+ (read|written|listed)   \r", shown)


def test_nothing_is_told_of_it_in_a_log(tmp_path):
    publish.put(tmp_path, TWO)
    assert publish.run("build", tmp_path).stderr == ""
