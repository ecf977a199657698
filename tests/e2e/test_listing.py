"""Folder listings: whatever a file is called, no line of a listing breaks."""

import os
import urllib.parse

import re

import pytest

import crawl
import wire
from settings import capsule_text, local, server_of, write_config, write_plain

PNG = b"\x89PNG\r\n\x1a\n"
NAMES = ["b.txt", "a.txt", "Z.gmi", "name with  blanks.txt", "თავი.txt", "100%.txt", "a?b#c.txt",
         "x:y.txt", "# heading.txt", "```.txt", "=> link.txt", "quote\".txt", "amp&<.txt",
         "photo.png", "picture.gif", "unknown.zzz", "i.txt", "back\\slash.txt", ";1.txt"]
HOSTILE = ["tab\there.txt", "cr\rhere.txt", "lf\nhere.txt", "lf\n=> gemini:x x",
           "esc\x1b[2J.txt", "del\x7f.txt", "csi\x9b2J.txt", b"\xff\xfe.txt", b"half\xe1\x83.txt",
           "lf\n.\r\n1fake\tx\thost\t70"]


def make_folder(root):
    write_plain(root, "Listed")
    place = root / "files"
    place.mkdir()
    (place / "sub").mkdir()
    (place / "empty").mkdir()
    (place / "sub" / "page.txt").write_bytes(b"page\n")
    for name in NAMES:
        (place / name).write_bytes(PNG if name.endswith("png") else b"text\n")
    for name in HOSTILE:
        path = os.path.join(os.fsencode(place), name if isinstance(name, bytes) else name.encode())
        with open(path, "wb") as file:
            file.write(b"hostile\n")
    (place / ".secret").write_bytes(b"secret\n")
    (place / "out.txt").symlink_to("/etc/hostname")
    os.mkfifo(place / "pipe")
    return root


@pytest.fixture(name="listed")
def fixture_listed(start, folder):
    root = make_folder(folder / "one")
    text = capsule_text(folder, "one.test", root, [local()], [local()], "    listing = true")
    process = start("-c", write_config(folder, text))
    return server_of("one.test", process.ports("gemini")[0], process.ports("gopher")[0])


def gemini_listing(server, path):
    reply = wire.get(server, path)
    assert (reply.status, reply.meta.split(";")[0]) == (20, "text/gemini")
    text = reply.body.decode("utf-8")
    assert text.startswith("# ")
    assert "\r" not in text
    return list(crawl.gemtext_links(text))


def test_gemini_listing_holds_every_file_and_every_link_works(listed):
    base = listed.uri("/files/")
    links = [urllib.parse.urljoin(base, link) for link in gemini_listing(listed, "/files/")]
    names = {urllib.parse.unquote(urllib.parse.urlsplit(uri).path) for uri in links}
    assert {f"/files/{name}" for name in NAMES} | {"/files/sub/", "/files/empty/"} <= names
    for uri in links:
        assert crawl.is_own(listed, uri)
        assert wire.ask(listed, wire.line(uri)).status == 20, uri


def test_gopher_listing_holds_every_file_and_every_item_works(listed):
    items = wire.menu(listed, b"/files/\r\n")
    shown = {re.fullmatch(r"(.+?)(?: \(\d+ bytes\))? \d{4}-\d\d-\d\d", item.display)[1]
             for item in items}
    assert set(NAMES) <= shown
    for item in items:
        assert (item.host, item.port) == (listed.host, listed.gopher_port)
        data = wire.select(listed, wire.line(item.selector))
        assert not data.startswith(b"3"), item


@pytest.mark.parametrize("name,kinds", [("a.txt", "0"), ("photo.png", "I9"), ("picture.gif", "gI"),
                                        ("unknown.zzz", "9"), ("sub", "1")])
def test_gopher_listing_tells_the_item_types(listed, name, kinds):
    items = wire.menu(listed, b"/files/\r\n")
    found = [item.type for item in items if item.display.rstrip("/").startswith(name)]
    assert found and found[0] in kinds


def test_hidden_and_foreign_things_are_not_listed(listed):
    shown = wire.get(listed, "/files/").body + wire.select(listed, b"/files/\r\n")
    for word in (b"secret", b"out.txt", b"pipe", b"fake\t", b"\x1b", b"\xff", b"del", b"csi"):
        assert word not in shown


def test_listing_is_sorted_and_stays_so(listed):
    links = gemini_listing(listed, "/files/")
    files = [link for link in links if not link.endswith("/")]
    assert files.index("./a.txt") < files.index("./b.txt")
    assert links == gemini_listing(listed, "/files/")


def test_empty_folder_is_an_empty_listing(listed):
    assert gemini_listing(listed, "/files/empty/") == []
    assert wire.menu(listed, b"/files/empty/\r\n") == []


def test_index_comes_before_the_listing(listed):
    assert wire.get(listed).body == b"# Listed\n"
    assert wire.menu(listed, b"\r\n")[0].display == "Listed"


def test_folder_without_its_slash_is_31_here_too(listed):
    assert wire.get(listed, "/files/sub").meta.endswith("/files/sub/")
    assert [item.selector for item in wire.menu(listed, b"/files/sub\r\n")] == \
        ["/files/sub/page.txt"]


def test_no_listing_without_the_key(serve, folder):
    server = serve(make_folder(folder / "one"))[1]
    assert wire.get(server, "/files/").status == 51
    wire.is_error(server, b"/files/\r\n")
