"""Readers find what an editor wrote, on both protocols, whatever form of a word they type."""

import itertools
import os
import sqlite3
import threading
import urllib.parse

import pytest

import daemon
import publish
import wire

TEXTS = {
    "index.txt": "Harbour\n\nWe help sailors.\n",
    "library.ka.txt": "ბიბლიოთეკა თბილისში\n\nწიგნები ახალგაზრდებისთვის, ორგანიზაციების დახმარებით.\n",
    "library.ru.txt": "Библиотека\n\nКниги выдают в библиотеке, ещё есть читальный зал. "
                      "Его открыли две организации.\n",
    "library.txt": "The library\n\nBooks for communities, by post where the road is closed.\n",
    "boats.txt": "Our boats\n\nThe keeper paints them. See library.txt and\n"
                 "https://example.org/ for the timetable.\n",
    "news/2026-01-02-keel.txt": "A keel is laid\n\nIt is for the next of our boats.\n",
    "news/2025-01-02-mast.txt": "A mast is set\n\nIt is for the last of our boats.\n",
    "draft.txt": "Draft: yes\n\nOur secret boats\n\nNobody shall find them.\n",
    "Annual report 2025.pdf": b"%PDF-1.4\n%%EOF\n",
}
SETTINGS = "Title: Harbour\nLanguage: en\n"


@pytest.fixture(name="out")
def fixture_out(folder):
    publish.build(folder, TEXTS, SETTINGS)
    return folder / "public"


def gemini(server, words, path="/search"):
    """The (target, label) of each link found."""
    reply = wire.get(server, path + "?" + urllib.parse.quote(words, safe=""))
    assert reply.status == 20
    return [link for link in publish.links(reply.body.decode()) if link[0] != path]


def gopher(server, words, path="/search"):
    return [item for item in wire.menu(server, wire.line(f"{path}\t{words}")) if item.type in "01d"]


def paths(found):
    return [target for target, _ in found]


@pytest.mark.parametrize("words,path", [
    ("თბილისი", "/library.ka.gmi"), ("თბილისიდან", "/library.ka.gmi"), ("წიგნი", "/library.ka.gmi"),
    ("ორგანიზაცია", "/library.ka.gmi"), ("ახალგაზრდა", "/library.ka.gmi"),
    ("ᲗᲑᲘᲚᲘᲡᲘ", "/library.ka.gmi"),
    ("БИБЛИОТЕКАМИ", "/library.ru.gmi"), ("книга", "/library.ru.gmi"), ("еще", "/library.ru.gmi"),
    ("организацией", "/library.ru.gmi"), ("community", "/library.gmi"), ("book", "/library.gmi"),
    ("\"where the road\"", "/library.gmi"), ("report annual", "/annual-report-2025.pdf")])
def test_any_form_of_a_word_finds_its_page(serve, out, words, path):
    _, server = serve(out)
    assert paths(gemini(server, words)) == [path]
    assert [item.selector for item in gopher(server, words)] == [path]


def test_results_tell_date_language_weight_and_place(serve, out):
    _, server = serve(out)
    page = wire.get(server, "/search?keel").body.decode()
    weight = len(wire.get(server, "/news/2026-01-02-keel.gmi").body)
    assert page == ("# Search: keel\n\n"
                    f"=> /news/2026-01-02-keel.gmi 2026-01-02 A keel is laid ({weight} bytes)\n"
                    "It is for the next of our boats.\n\n=> /search Search again\n")
    assert "(ქართული, " in gemini(server, "თბილისი")[0][1]
    assert "(English, " in gemini(server, "keel", "/search.ka")[0][1]
    assert "ქართული" not in gemini(server, "თბილისი", "/search.ka")[0][1]
    assert "(Русский, " in gopher(server, "книга")[0].display


def test_titles_lead_then_the_newest(serve, out):
    _, server = serve(out)
    assert paths(gemini(server, "boats")) == [
        "/boats.gmi", "/news/2026-01-02-keel.gmi", "/news/2025-01-02-mast.gmi"]


def test_what_nobody_wrote_is_not_found(serve, out):
    """Titles in lists and feet of pages belong to other pages; drafts to nobody yet."""
    _, server = serve(out)
    assert paths(gemini(server, "keel")) == ["/news/2026-01-02-keel.gmi"]
    assert gemini(server, "secret") == [] and gemini(server, "older") == []
    assert paths(gemini(server, "timetable")) == ["/boats.gmi"]


def test_the_footer_is_no_pages_own(serve, out, folder):
    settings = SETTINGS + "Footer: Written by the harbourmaster\n"
    _, server = serve(out)
    assert gemini(server, "harbourmaster") == []
    for line in (settings, settings.replace("Written", "Made"), SETTINGS):
        current = publish.build(folder, settings=line)
        assert ask_index(current, "harbourmaster OR written OR made") == []
        assert ask_index(current, "keeper") == ["/boats.gmi"]


def test_each_language_has_its_search_on_its_front_page(serve, out):
    _, server = serve(out)
    for front, path, label in (("/", "/search", "Search"), ("/index.ka.gmi", "/search.ka", "ძიება"),
                               ("/index.ru.gmi", "/search.ru", "Поиск"),
                               ("/news/", "/search", "Search")):
        assert (path, label) in publish.links(wire.get(server, front).body.decode())
        item = next(item for item in wire.menu(server, wire.line(front)) if item.type == "7")
        assert (item.selector, item.display) == (path, label)


def test_a_flip_is_followed_while_readers_search(serve, out, folder):
    _, server = serve(out)
    seen, done = set(), threading.Event()

    def search():
        while not done.is_set():
            seen.add((len(gemini(server, "boats")), len(gemini(server, "zeppelin"))))
    reader = threading.Thread(target=search)
    reader.start()
    try:
        for number in range(8):
            publish.build(folder, {"air.txt": f"Zeppelin {number}\n\nNo boats.\n"})
        daemon.wait_until(lambda: "Zeppelin 7" in str(gemini(server, "zeppelin")))
    finally:
        done.set()
        reader.join()
    assert seen <= {(3, 0), (4, 1), (4, 0), (3, 1)}
    (folder / "text/air.txt").unlink()
    publish.build(folder)
    daemon.wait_until(lambda: not gemini(server, "zeppelin"))
    daemon.wait_until(lambda: len(gemini(server, "boats")) == 3)


def ask_index(current, words):
    """Which pages the index has for a word, without the daemon."""
    with sqlite3.connect(f"file:{current}/search.db?mode=ro&immutable=1", uri=True) as index:
        return sorted(path for path, in index.execute(
            "SELECT path FROM words JOIN page ON page.id = words.rowid WHERE words MATCH ?", [words]))


def test_an_unchanged_index_is_shared_with_the_build_before(out, folder):
    first = (out / "current/search.db").stat()
    publish.build(folder)
    again = (out / "current/search.db").stat()
    assert (again.st_ino, again.st_nlink) == (first.st_ino, 2)
    assert again.st_mode & 0o777 == 0o644


def test_changes_reach_the_index_and_leave_nothing_behind(out, folder):
    before = (out / "current/search.db").read_bytes()
    (folder / "text/boats.txt").unlink()
    current = publish.build(folder, {
        "tea.txt": "Our tea\n\nIt is hot.\n", "library.txt": "The library\n\nMaps only.\n",
        "news/2026-01-02-keel.txt": "Title: A hull is laid\n\nIt is for the next of our boats.\n"})
    assert ask_index(current, "keeper OR books OR \"keel\"") == []
    assert ask_index(current, "tea") == ["/tea.gmi"]
    assert ask_index(current, "maps") == ["/library.gmi"]
    assert ask_index(current, "hull") == ["/news/2026-01-02-keel.gmi"]
    assert (out / "builds/1/search.db").read_bytes() == before


def all_words(current):
    with sqlite3.connect(":memory:") as memory:
        with sqlite3.connect(f"file:{current}/search.db?mode=ro&immutable=1", uri=True) as index:
            index.backup(memory)
        memory.execute("CREATE VIRTUAL TABLE v USING fts5vocab(words, 'instance')")
        return sorted(memory.execute(
            "SELECT term, path, col, offset FROM v JOIN page ON page.id = v.doc"))


def test_many_small_builds_come_to_what_one_build_makes(out, folder):
    for number, name in itertools.product(range(4), ("boats", "library", "tea")):
        current = publish.build(folder, {f"{name}.txt": f"Our {name} {number}\n\nEdition {number}.\n"})
    patched = all_words(current)
    assert patched and (current / "search.db").is_file()
    os.rename(out, folder / "other")
    assert all_words(publish.build(folder)) == patched


@pytest.mark.parametrize("harm", ["text", "index", "version"])
def test_an_index_that_does_not_fit_is_made_anew(out, folder, harm):
    index = out / "current/search.db"
    if harm == "text":
        (out / "current/gemini/boats.gmi").write_text("# Changed by hand\n")
    elif harm == "index":
        index.write_bytes(index.read_bytes()[:5000] + b"\xff" * 9000)
    else:
        with sqlite3.connect(index) as database:
            database.execute("PRAGMA user_version = 1")
    current = publish.build(folder, {"boats.txt": "Our ships\n\nThey sail.\n"})
    assert ask_index(current, "ships") == ["/boats.gmi"]
    assert "/boats.gmi" not in ask_index(current, "boats")


def test_no_search_where_none_is_wanted(serve, folder):
    current = publish.build(folder, TEXTS, SETTINGS + "Search: no\n")
    _, server = serve(folder / "public")
    assert not (current / "search.db").exists()
    assert wire.get(server, "/search").status == 51
    wire.is_error(server, wire.line("/search"))
    assert "search" not in publish.read(current, "gemini/index.gmi")
    publish.build(folder, settings=SETTINGS)
    daemon.wait_until(lambda: wire.get(server, "/search").status == 10)


def test_an_editors_own_search_folder_is_served_and_told_of(serve, folder):
    publish.put(folder, TEXTS | {"search/dogs.txt": "Search dogs\n\nThey find boats.\n",
                                 "search.txt": "On searching\n\nSeek.\n"})
    result = publish.run("build", folder)
    assert result.returncode == 0
    assert "text/search/: has the address of the search" in result.stderr
    assert "Search: no" in result.stderr
    told = publish.run("check", folder).stdout
    assert "text/search/: warning: has the address of the search" in told
    _, server = serve(folder / "public")
    assert wire.get(server, "/search/").status == 20
    assert wire.get(server, "/search").status == 31
    assert wire.get(server, "/search.gmi").body.startswith(b"# On searching")


def test_the_search_takes_the_place_of_a_file_that_is_gone(serve, folder):
    publish.put(folder, {"a.txt": "A\n", "search": b"bytes"})
    assert "has the address of the search" in publish.run("build", folder).stderr
    (folder / "text/search").unlink()
    publish.build(folder)
    _, server = serve(folder / "public")
    assert wire.get(server, "/search").status == 10


def test_a_page_named_search_stands_beside_the_search(serve, folder):
    publish.build(folder, {"search.txt": "On searching\n\nSeek.\n"})
    _, server = serve(folder / "public")
    assert wire.get(server, "/search").status == 10
    assert paths(gemini(server, "seek")) == ["/search.gmi"]


def test_a_moved_page_is_found_where_it_is_now(serve, out, folder):
    (folder / "text/boats.txt").unlink()
    publish.build(folder, {"fleet.txt": "Moved-from: boats.txt\n\nOur boats\n\nThe keeper.\n"})
    _, server = serve(out)
    assert paths(gemini(server, "keeper")) == ["/fleet.gmi"]
    assert wire.get(server, "/boats.gmi").status == 31


def spoil(index):
    index.write_bytes(b"this is no database" * 1000)


def make_newer(index):
    with sqlite3.connect(index) as database:
        database.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize("damage", [spoil, make_newer])
def test_an_index_of_no_use_is_told_and_stops_no_other_page(serve, out, damage):
    damage(out / "current/search.db")
    line = "localhost: search.db is broken or of another version, .*; build anew"
    process, server = serve(out, may_tell=line)
    assert wire.get(server, "/search").status == 51
    assert wire.get(server, "/").status == 20
    assert process.wait_for(lambda _: process.told_times("search.db is broken"))
