"""Feeds as feed readers take them: Atom by RFC 4287, and gemsub pages."""

import re
import subprocess

import feedparser

import publish
import wire

NEWS = {
    "index.txt": "Harbour Centre\n\nWe help sailors.\n",
    "news/one.txt": "Date: 2026-01-02\n\nFish & <chips>\n\nThe \"old\" quay was opened & closed.\n",
    "news/two.txt": "Date: 2026-03-04\nAuthor: Nino\nSummary: In short.\n\nThe centre grows\n\n"
                    "It has grown.\n",
    "news/none.txt": "Without a day\n\nNobody knows when.\n",
    "news/three.ka.txt": "Date: 2026-02-01\n\nჩვენი სიახლე\n\nნავსადგური გაიხსნა.\n",
}
SETTINGS = "Title: Harbour\nSubtitle: Its news\nHost: example.org\nLanguage: en\n"


def parse(path):
    """What a feed reader sees; xmllint and the parser must both be content."""
    subprocess.run(["xmllint", "--noout", "--nonet", path], check=True, timeout=20)
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def test_rfc4287_4_1_the_feed_and_its_entries_are_complete(tmp_path):
    current = publish.build(tmp_path, NEWS, SETTINGS)
    feed = parse(current / "gemini/news/atom.xml")
    assert feed.feed.id == "gemini://example.org/news/atom.xml"
    assert feed.feed.title == "Harbour: News"
    assert feed.feed.subtitle == "Its news"
    assert feed.feed.author == "Harbour"
    assert feed.feed.updated == "2026-03-04T12:00:00Z"
    assert {(link.rel, link.href) for link in feed.feed.links} == {
        ("self", "gemini://example.org/news/atom.xml"),
        ("alternate", "gemini://example.org/news/")}
    assert [(entry.id, entry.title, entry.updated) for entry in feed.entries] == [
        ("gemini://example.org/news/two.gmi", "The centre grows", "2026-03-04T12:00:00Z"),
        ("gemini://example.org/news/one.gmi", "Fish & <chips>", "2026-01-02T12:00:00Z")]
    assert [entry.summary for entry in feed.entries] == [
        "In short.", "The \"old\" quay was opened & closed."]
    assert feed.entries[0].author == "Nino"


def test_rfc4287_each_language_has_a_feed(tmp_path):
    current = publish.build(tmp_path, NEWS, SETTINGS)
    feed = parse(current / "gemini/news/atom.ka.xml")
    assert feed.feed.language == "ka"
    assert feed.feed.title == "Harbour: სიახლეები"
    assert [entry.title for entry in feed.entries] == ["ჩვენი სიახლე"]
    assert feed.feed.links[1].href == "gemini://example.org/news/index.ka.gmi"


def test_the_feed_says_the_same_after_a_build_without_a_change(tmp_path):
    first = (publish.build(tmp_path, NEWS, SETTINGS) / "gemini/news/atom.xml").read_bytes()
    for name in NEWS:
        (tmp_path / "text" / name).touch()
    assert (publish.build(tmp_path) / "gemini/news/atom.xml").read_bytes() == first


def test_the_table_and_the_menu_name_the_feed(tmp_path):
    current = publish.build(tmp_path, NEWS, SETTINGS)
    assert publish.table(current)["/news/atom.xml"]["type"] == "application/atom+xml"
    assert "0Atom feed\t/news/atom.xml" in publish.read(current, "gopher/news/gophermap")
    assert (current / "gopher/news/atom.xml").read_bytes() == \
        (current / "gemini/news/atom.xml").read_bytes()


def test_news_without_a_date_make_no_feed(tmp_path):
    current = publish.build(tmp_path, {"news/a.txt": "A thing\n\nIt happened.\n"})
    assert not (current / "gemini/news/atom.xml").exists()
    assert "atom" not in publish.read(current, "gemini/news/index.gmi")


def test_what_xml_cannot_hold_is_left_out(tmp_path):
    current = publish.build(tmp_path, {
        "news/a.gmi": b"# A \x01\xef\xbf\xbe\xff title\n\nDate: 2026-01-01\n",
        "news/2026-01-03-b.txt": "Title: 1 < 2 & ]]>\n\n" + "word \u00e9 " * 100 + "\n"}, SETTINGS)
    feed = parse(current / "gemini/news/atom.xml")
    assert feed.entries[0].title == "1 < 2 & ]]>"
    assert 200 < len(feed.entries[0].summary.encode()) <= 280


def test_gemsub_title_subtitle_and_entries(tmp_path):
    """Gemsub: the first "#" line, a "##" line before any other text, and links that begin with a
    date and go on with text."""
    current = publish.build(tmp_path, NEWS, SETTINGS)
    lines = publish.read(current, "gemini/news/index.gmi").splitlines()
    head = [line for line in lines if line][:3]
    assert head[:2] == ["# Harbour: News", "## Its news"] and head[2].startswith("=> ")
    entries = [line for line in lines if re.match(r"=> \S+ \d{4}-\d\d-\d\d\s+\S", line)]
    assert [line.split()[2] for line in entries] == ["2026-03-04", "2026-02-01", "2026-01-02"]
    assert len({line.split()[1] for line in entries}) == len(entries)


def test_gemsub_what_lagrange_takes_for_an_entry(tmp_path):
    """Gemsub: after the date something that is no digit, then text; once an address; no other
    link of the page looks like an entry."""
    current = publish.build(tmp_path, {
        **NEWS, "news/2026-05-05.txt": "Nothing but a day tells what this is about, says it.\n",
        "news/2026-05-06-b.txt": "Title: 12 ships\n\nThey came in.\n",
        "news/2025-12-31-c.txt": "Title: The year ends\n\nIt does.\n"},
        SETTINGS + "News-per-page: 4\n")
    for page, count in (("index", 4), ("index.ka", 4), ("2026", 5), ("2025", 1), ("undated", 0)):
        text = publish.read(current, f"gemini/news/{page}.gmi")
        assert [line[:2] for line in text.splitlines() if line.startswith("#")][0] == "# "
        dated = [line for line in text.splitlines() if re.search(r"^=> \S+ \d{4}-\d\d", line)]
        entries = [match for match in (re.match(r"=> (\S+) (\d{4}-\d\d-\d\d)\D\s*\S", line)
                                       for line in dated) if match]
        assert len(entries) == len(dated) == count
        assert len({entry[1] for entry in entries}) == count
        days = [entry[2] for entry in entries]
        assert days == sorted(days, reverse=True)


def test_feeds_are_served_as_atom_and_reachable_on_gopher(serve, folder):
    publish.build(folder, NEWS, SETTINGS)
    _, server = serve(folder / "public")
    reply = wire.get(server, "/news/atom.xml")
    assert (reply.status, reply.meta) == (20, "application/atom+xml")
    data = wire.select(server, wire.line("/news/atom.xml"))
    assert data.replace(b"\r\n", b"\n") == reply.body
