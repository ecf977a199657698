"""News: lists by date and year, ways from one item to the next, and the newest in one page."""

import datetime

import publish

SENTENCE = "The harbour was quiet that morning and the boats lay still in the grey water. "


def item(date, title, text="It happened.\n"):
    return f"Title: {title}\nDate: {date}\n\n{text}"


THREE = {
    "news/a.txt": item("2024-05-01", "Oldest"),
    "news/b.txt": item("2025-06-01", "Middle"),
    "news/c.txt": item("2026-07-01", "Newest"),
    "news/d.txt": "Some day\n\nNobody wrote down when.\n",
}


def test_years_have_pages_when_one_page_is_too_little(tmp_path):
    current = publish.build(tmp_path, THREE, "News-per-page: 2\n")
    index = list(publish.links(publish.read(current, "gemini/news/index.gmi")))
    assert index[:6] == [("/news/c.gmi", "2026-07-01 Newest"), ("/news/b.gmi", "2025-06-01 Middle"),
                         ("/news/2026.gmi", "2026"), ("/news/2025.gmi", "2025"),
                         ("/news/2024.gmi", "2024"), ("/news/undated.gmi", "Undated")]
    year = publish.read(current, "gemini/news/2024.gmi")
    assert year.startswith("# News: 2024\n")
    assert list(publish.links(year)) == [
        ("/news/a.gmi", "2024-05-01 Oldest"), ("/news/", "All news"), ("/news/2026.gmi", "2026"),
        ("/news/2025.gmi", "2025"), ("/news/undated.gmi", "Undated")]
    assert ("/news/d.gmi", "Some day") in \
        publish.links(publish.read(current, "gemini/news/undated.gmi"))
    assert (current / "gopher/news/2024.gmi/gophermap").is_file()


def test_one_page_needs_no_years(tmp_path):
    current = publish.build(tmp_path, THREE)
    assert not (current / "gemini/news/2026.gmi").exists()
    index = [target for target, _ in
             publish.links(publish.read(current, "gemini/news/index.gmi"))]
    assert index[:4] == ["/news/c.gmi", "/news/b.gmi", "/news/a.gmi", "/news/d.gmi"]


def test_a_page_of_the_editors_own_keeps_its_name(tmp_path):
    current = publish.build(tmp_path, {**THREE, "news/2026.txt": "My year\n\nIt was good.\n"},
                            "News-per-page: 2\n")
    assert publish.read(current, "gemini/news/2026.gmi").startswith("# My year")


def test_items_lead_to_their_neighbours(tmp_path):
    current = publish.build(tmp_path, THREE)
    assert list(publish.links(publish.read(current, "gemini/news/b.gmi"))) == [
        ("/news/c.gmi", "Newer: Newest"), ("/news/a.gmi", "Older: Oldest")]
    assert list(publish.links(publish.read(current, "gemini/news/c.gmi"))) == [
        ("/news/b.gmi", "Older: Middle")]
    menu = publish.read(current, "gopher/news/b.gmi/gophermap")
    assert "1Newer: Newest\t/news/c.gmi" in menu


def test_a_link_tells_a_weight_that_matters(tmp_path):
    current = publish.build(tmp_path, {"a.txt": "Short\n\nA word.\n",
                                       "b.txt": "Long\n\n" + SENTENCE * 40 + "\n",
                                       "news/c.txt": item("2026-01-02", "Big", SENTENCE * 60)})
    front = dict(publish.links(publish.read(current, "gemini/index.gmi")))
    assert front["/a.gmi"] == "Short"
    assert front["/b.gmi"] == "Long (3 kB)"
    assert front["/news/c.gmi"] == "2026-01-02 Big (5 kB)"


def test_the_latest_stand_whole_in_one_page(tmp_path):
    texts = {**THREE, "about.txt": "About us\n\nWe are here.\n"}
    texts["news/c.txt"] = item("2026-07-01", "Newest", "It is new. See ../about.txt for more.\n")
    current = publish.build(tmp_path, texts)
    latest = publish.read(current, "gemini/news/latest.gmi")
    assert latest.startswith("# Latest news in one page\n\n## 2026-07-01 Newest\n\nIt is new.")
    assert "## 2024-05-01 Oldest\n\nIt happened.\n" in latest
    assert ("/about.gmi", "About us") in publish.links(latest)
    assert "/news/latest.gmi" in dict(publish.links(publish.read(current, "gemini/index.gmi")))
    assert "It is new." in publish.read(current, "gopher/news/latest.gmi/gophermap")


def test_new_makes_a_dated_file(tmp_path):
    (tmp_path / "text").mkdir()
    result = publish.run("new", "Opening: the ჩვენი / quay", tmp_path)
    today = datetime.date.today().isoformat()
    file = tmp_path / "text/news" / f"{today}-opening-the-chveni-quay.txt"
    assert (result.returncode, result.stdout) == (0, f"{file}\n")
    assert file.read_text() == f"Title: Opening: the ჩვენი / quay\nDate: {today}\n\n"
    current = publish.build(tmp_path)
    assert f"{today} Opening: the ჩვენი / quay" in publish.read(current, "gemini/index.gmi")


def test_new_overwrites_nothing(tmp_path):
    (tmp_path / "text").mkdir()
    assert publish.run("new", "A", tmp_path).returncode == 0
    result = publish.run("new", "A", tmp_path)
    assert result.returncode == 1 and "is there already" in result.stderr
    assert publish.run("new").returncode == 2
    assert publish.run("new", "two\nlines", tmp_path).returncode == 2
    assert publish.run("new", "A", tmp_path / "none").returncode == 1
