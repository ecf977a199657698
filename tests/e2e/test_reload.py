"""A new build is seen without a signal, and no answer mixes two builds."""

import os
import threading
import time

import pytest

import daemon
import wire

SEEN_WITHIN = 1.0


def write_source(source, word):
    (source / "text").mkdir(parents=True, exist_ok=True)
    (source / "text" / "index.txt").write_text(
        f"The front page\n\nToday the word is {word}.\n", encoding="utf-8")


@pytest.mark.parametrize("ask", [lambda server: wire.get(server).body,
                                 lambda server: wire.select(server, b"\r\n")],
                         ids=["gemini", "gopher"])
def test_new_build_is_seen_within_a_second(kapsula_build, serve, folder, ask):
    write_source(folder / "source", "first")
    kapsula_build(folder / "source", folder / "public")
    _, server = serve(folder / "public")
    assert b"first" in ask(server)
    write_source(folder / "source", "second")
    kapsula_build(folder / "source", folder / "public")
    start = time.monotonic()
    daemon.wait_until(lambda: b"second" in ask(server), timeout=2 * SEEN_WITHIN)
    assert time.monotonic() - start < SEEN_WITHIN + 0.2


def test_failed_build_changes_nothing(kapsula_build, serve, folder):
    write_source(folder / "source", "first")
    kapsula_build(folder / "source", folder / "public")
    process, server = serve(folder / "public")
    link = os.readlink(folder / "public" / "current")
    with pytest.raises(AssertionError):
        kapsula_build(folder / "nowhere", folder / "public")
    assert os.readlink(folder / "public" / "current") == link
    assert b"first" in wire.get(server).body
    process.assert_healthy()


LINES = 6000
NAMES = ("a", "b")


def write_build(out, name):
    """A finished build whose every line, type and menu tells its name."""
    build = out / "builds" / name
    for tree in ("gemini", "gopher"):
        (build / tree).mkdir(parents=True)
        (build / tree / "page.txt").write_text(f"build {name}\n" * LINES, encoding="ascii")
    (build / "gemini" / "index.gmi").write_text(f"# {name}\n" * LINES, encoding="ascii")
    (build / "gopher" / "gophermap").write_text(f"build {name}\n" * LINES, encoding="ascii")
    (build / "table").write_text(f"/page.txt\ttype=text/x-{name}\n", encoding="ascii")


def flip(out, name):
    """As the tool publishes: a link made aside, then renamed over `current`."""
    (out / "next").symlink_to(f"builds/{name}")
    os.rename(out / "next", out / "current")


@pytest.fixture(name="flipping")
def fixture_flipping(folder, serve):
    """A daemon whose capsule changes all the time; gives the server."""
    out = folder / "public"
    for name in NAMES:
        write_build(out, name)
    flip(out, NAMES[0])
    _, server = serve(out)
    stop = threading.Event()

    def flip_on():
        number = 0
        while not stop.wait(0.05):
            number += 1
            flip(out, NAMES[number % 2])

    thread = threading.Thread(target=flip_on)
    thread.start()
    yield server
    stop.set()
    thread.join()


def until_both_were_seen(read):
    """Reads until both builds have answered a few times each."""
    seen = dict.fromkeys(NAMES, 0)
    end = time.monotonic() + 15
    while min(seen.values()) < 3:
        assert time.monotonic() < end, seen
        seen[read()] += 1


def name_of(lines, count):
    """The build that all lines tell."""
    assert len(lines) == count
    assert len(set(lines)) == 1, "lines of two builds in one answer"
    return lines[0].split()[1].decode("ascii")


def test_gemini_answer_is_of_one_build(flipping):
    def read():
        reply = wire.get(flipping, "/page.txt")
        name = name_of(reply.body.splitlines(), LINES)
        assert reply.meta.split(";")[0] == f"text/x-{name}"
        return name
    until_both_were_seen(read)


def test_gopher_answer_is_of_one_build(flipping):
    until_both_were_seen(
        lambda: name_of(wire.select(flipping, b"/page.txt\r\n").splitlines(), LINES))


def test_gopher_menu_is_of_one_build(flipping):
    def read():
        items = wire.menu(flipping, b"\r\n")
        return name_of([item.display.encode() for item in items], LINES)
    until_both_were_seen(read)


def test_reader_of_an_old_build_gets_it_to_its_end(folder, serve):
    out = folder / "public"
    for name in NAMES:
        write_build(out, name)
    flip(out, "a")
    _, server = serve(out)
    with wire.open_tls(server) as tls:
        wire.send(tls, wire.line(server.uri("/page.txt")))
        first = tls.recv(100)
        flip(out, "b")
        daemon.wait_until(lambda: b"# b" in wire.get(server).body, timeout=2)
        for path in sorted((out / "builds" / "a").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        reply = wire.parse_reply(first + wire.read_to_end(tls))
    assert name_of(reply.body.splitlines(), LINES) == "a"
