"""The Gopher side is the Gemini side: the same pages, the same words, links that work."""

import collections
import re
import urllib.parse

import pytest

import crawl
import daemon
import publish
import wire

SENTENCE = "The harbour was quiet that morning and the boats lay still in the grey water. "
TEXTS = {
    "index.en.txt": "Harbour Centre\n\nWe help sailors. Read about.en.txt first.\n",
    "about.en.txt": "About us\n\nWe began long ago.\n\n- one thing\n- another thing\n\n"
                    "Write to office@example.org or see https://example.org/ for more.\n",
    "about.ka.txt": "ჩვენ შესახებ\n\nდიდი ხნის წინ დავიწყეთ.\n",
    "work.txt": "Our work\n\n" + SENTENCE * 20 + "\n\nRegion     Staff  Budget\n"
                "North         12    4000\nSouth          7    2500\n",
    "hand.gmi": "# By hand\n\n=> about.en.gmi About us\n> Quoted words\n* An item\n",
    "photos/My boat.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde",
    **{f"news/{year}-01-02-item.txt": f"Item of {year}\n\nIt happened in that year.\n"
       for year in range(2019, 2027)},
}
# A folder as people leave it.
LEFT = {
    "index.txt": "Harbour Centre\n\nRead About Us.txt, news/ and Annual Report 2025.pdf first.\n",
    "index.ka.txt": "ნავსადგურის ცენტრი\n\nიხილეთ news/ და ფოტოები/ და About Us.txt\n",
    "About Us.txt": "About Us\n\nCall +995 32 2 123 456 or write to office@example.org today.\n",
    "About Us.ka.txt": "ჩვენ შესახებ\n\nიხილეთ ჩვენი გუნდი.txt\n",
    "ჩვენი გუნდი.txt": "ჩვენი გუნდი\n\nნინო ხელმძღვანელობს ცენტრს.\n",
    "Отчёт за год.txt": "Отчёт за год\n\nМы помогли двумстам морякам.\n",
    "Contact.TXT": "Contact\n\nHarbour Centre\n12 Quay Street\n0105 Portville\n",
    "Draft plan.txt": "Title: Hidden\nDraft: yes\n\nUnspoken words.\n",
    "Team.txt": "Title: Our team\nMoved-from: people.txt\n\nNino leads it.\n",
    "Projects/Deep/Old/plan.txt": "Old plan\n\nIt was good.\n",
    "Annual Report 2025.pdf": b"%PDF-1.4\n" + b"x" * 5000,
    "ფოტოები/Opening Day.JPG": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + b"\0" * 3000,
    "Report.docx": b"PK\3\4", "About Us.txt~": "Unspoken", "About Us.bak": "Unspoken",
    "~$Report.docx": b"\0", ".DS_Store": b"\0", "Thumbs.db": b"\0",
    "news/2026-11-20 Second shelter.txt": "Second shelter\n\nSee ../About Us.txt for more.\n",
    "news/Мы открыли приют.ru.txt": "Date: 2026-11-21\n\nМы открыли приют\n\nДля всех.\n",
}
SETTINGS = "Title: Harbour\nLanguage: en\nFooter: All of it is true.\nNews-per-page: 3\n"


@pytest.fixture(name="both", scope="module", params=["made", "left", "sample"])
def fixture_both(request):
    """The pages of each side as crawled: {path: reply} and {selector: (type, bytes)}."""
    with daemon.folder() as folder:
        texts = {"made": TEXTS, "left": LEFT}.get(request.param)
        if texts:
            publish.build(folder, texts, SETTINGS)
        else:
            publish.run("build", daemon.ROOT / "capsule", folder / "public")
        (folder / "certs").mkdir()
        with daemon.running("--gemini", f"{daemon.LOCAL}:0", "--gopher", f"{daemon.LOCAL}:0",
                            "--certs", folder / "certs", folder / "public") as process:
            server = wire.Server("localhost", daemon.LOCAL, process.ports("gemini")[0],
                                 process.ports("gopher")[0])
            yield crawl.crawl_gemini(server)[0], crawl.crawl_gopher(server)[0], server


def words_of(text):
    return collections.Counter(re.findall(r"\w+", text))


def gemtext_words(text):
    """What a reader sees of a page: the labels of its links, not what programs read."""
    lines = []
    for line in text.split("\n"):
        if line.startswith("```"):
            continue
        if line.startswith("=>"):
            target, _, label = line[2:].strip().partition(" ")
            line = label or target
        lines.append(line)
    return words_of("\n".join(lines))


def gopher_words(kind, data):
    if kind == "1":
        return words_of("\n".join(item.display for item in wire.parse_menu(data)))
    return words_of(data.decode("utf-8"))


def test_each_page_has_its_twin_with_the_same_words(both):
    gemini, gopher, _ = both
    pages = {urllib.parse.unquote(path): reply for path, reply in gemini.items()
             if reply.meta.startswith("text/gemini")}
    assert len(pages) > 10
    for path, reply in pages.items():
        kind, data = gopher["" if path == "/" else path]
        assert gopher_words(kind, data) == gemtext_words(reply.body.decode("utf-8")), path


def test_both_sides_lead_to_the_same_places(both):
    gemini, gopher, _ = both
    assert {urllib.parse.unquote(path) for path in gemini} == \
        {selector or "/" for selector in gopher}


def test_no_link_is_broken(both):
    gemini, gopher, _ = both
    for path, reply in gemini.items():
        assert reply.status == (10 if path.startswith("/search") else 20), path
    for selector, (kind, data) in gopher.items():
        if kind == "1":
            assert not [item for item in wire.parse_menu(data) if item.type == "3"], selector
        assert not data.startswith(b"3"), selector


def test_a_folder_as_people_leave_it(serve, folder):
    current = publish.build(folder, LEFT, SETTINGS)
    files = publish.tree(current / "gemini")
    assert {"about-us.gmi", "chveni-gundi.gmi", "otchyot-za-god.gmi", "contact.gmi",
            "annual-report-2025.pdf", "potoebi/opening-day.jpg", "projects/deep/old/plan.gmi",
            "news/my-otkryli-priyut.ru.gmi", "news/2026-11-20-second-shelter.gmi"} <= set(files)
    assert not [path for path in files if re.search(r"docx|bak|~|thumbs|[^a-z0-9./-]", path)]
    for page in ("index.gmi", "index.ka.gmi"):
        targets = [target for target, _ in publish.links(files[page].decode())]
        assert len(targets) == len(set(targets)), page
    _, server = serve(folder / "public")
    assert wire.get(server, "/people.gmi").meta == "/team.gmi"
    assert b"=> /draft" not in wire.get(server, "/search?unspoken").body
    assert not [path for path, data in publish.tree(current).items() if b"nspoken" in data]


def test_the_footer_stands_on_every_page(tmp_path):
    current = publish.build(tmp_path, TEXTS, SETTINGS)
    for path, content in publish.tree(current / "gemini").items():
        if path.endswith(".gmi"):
            assert content.endswith(b"All of it is true.\n"), path


def test_robots_and_caps_are_made(both):
    _, _, server = both
    assert wire.get(server, "/robots.txt").body == b"User-agent: *\nDisallow:\n"
    for selector in ("caps.txt", "/caps.txt"):
        lines = wire.select(server, wire.line(selector)).decode().split("\r\n")
        assert lines[:2] == ["CAPS", "CapsVersion=1"]
        assert "ServerDefaultEncoding=UTF-8" in lines
        assert [line for line in lines if line.startswith("ServerDescription=")]
    assert wire.select(server, wire.line("robots.txt")).startswith(b"User-agent: *\r\n")


def test_an_editors_own_robots_stay(tmp_path):
    current = publish.build(tmp_path, {"a.txt": "A\n", "robots.txt": "User-agent: indexer\n"})
    for side in ("gemini", "gopher"):
        assert publish.read(current, f"{side}/robots.txt") == "User-agent: indexer\n"
