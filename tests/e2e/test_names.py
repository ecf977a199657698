"""The folder as people leave it: any names, and what lies about beside the texts."""

import os

import publish

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"


def test_names_become_readable_paths(tmp_path):
    current = publish.build(tmp_path, {
        "About Us.TXT": "About us\n\nWe are here.\n",
        "ჩვენი სიახლე.txt": "ჩვენი სიახლე\n\nიყო და არა იყო რა.\n",
        "Наши Дела/Щука.txt": "Щука\n\nОна плавает в море.\n",
        "My Photo (1).PNG": PNG}, "Language: en\n")
    told = publish.table(current)
    for path in ("/about-us.gmi", "/chveni-siakhle.gmi", "/nashi-dela/shchuka.gmi",
                 "/my-photo-1.png"):
        assert path in told
    assert publish.read(current, "gemini/nashi-dela/index.gmi").startswith("# Наши Дела\n")
    front = dict(publish.links(publish.read(current, "gemini/index.gmi")))
    assert front["/my-photo-1.png"] == f"My Photo (1).PNG ({len(PNG)} bytes)"
    assert "%" not in "".join(front)


def test_a_text_may_use_either_name(tmp_path):
    current = publish.build(tmp_path, {
        "About.txt": "About us\n\nWe are here.\n",
        "a.txt": "First\n\nThis is told in About.txt and nowhere else.\n",
        "b.txt": "Second\n\nThis is told in about.txt and nowhere else.\n",
        "c.gmi": "# Third\n=> About.txt About\n"})
    for page in "ab":
        assert ("/about.gmi", "About us") in \
            publish.links(publish.read(current, f"gemini/{page}.gmi"))
    assert "0About\t/about.gmi" in publish.read(current, "gopher/c.gmi/gophermap")


def test_a_name_in_a_sentence_may_have_blanks_and_tells_a_files_weight(tmp_path):
    texts = {"About Us.txt": "About us\n\nWe are here.\n",
             "Annual Report.PDF": b"%PDF-" + b"x" * 4995,
             "ჩვენი გუნდი.txt": "ჩვენი გუნდი\n\nნინო ხელმძღვანელობს ცენტრს.\n",
             "a.txt": "First\n\nRead About Us.txt, Annual Report.PDF and (ჩვენი გუნდი.txt).\n",
             "news/2026-01-01-n.txt": "It happened\n\nAs told in ../About Us.txt already.\n"}
    current = publish.build(tmp_path, texts, "Language: en\n")
    links = [("/about-us.gmi", "About us"), ("/annual-report.pdf", "Annual Report.PDF (5 kB)"),
             ("/chveni-gundi.gmi", "ჩვენი გუნდი")]
    assert list(publish.links(publish.read(current, "gemini/a.gmi")))[:3] == links
    assert "dAnnual Report.PDF (5 kB)\t/annual-report.pdf" in \
        publish.read(current, "gopher/a.gmi/gophermap")
    assert links[0] in publish.links(publish.read(current, "gemini/news/2026-01-01-n.gmi"))
    assert "leads to no page" not in publish.run("check", tmp_path).stdout


def test_the_menu_comes_first(tmp_path):
    publish.put(tmp_path, {
        "about.en.txt": "About us\n\nWe are here.\n", "about.ka.txt": "ჩვენ შესახებ\n\nაქ ვართ.\n",
        "a.txt": "First\n\nWords.\n", "z.txt": "Last\n\nWords.\n",
        "news/2026-01-01-n.txt": "It happened\n\nToday.\n"})
    (tmp_path / "capsule.txt").write_text("Language: en\nMenu: z.txt, about.txt, news/, none.txt\n")
    result = publish.run("build", tmp_path)
    assert result.returncode == 0
    assert "none.txt" in result.stderr and result.stderr.count("\n") == 1
    current = tmp_path / "public/current"
    shown = [target for target, _ in publish.links(publish.read(current, "gemini/index.gmi"))]
    assert shown == ["/index.ka.gmi", "/z.gmi", "/about.en.gmi", "/news/", "/a.gmi",
                     "/news/2026-01-01-n.gmi", "/search"]
    shown = [target for target, _ in publish.links(publish.read(current, "gemini/index.ka.gmi"))]
    assert shown[1:3] == ["/z.gmi", "/about.ka.gmi"]


def test_two_names_of_one_path_are_named(tmp_path):
    publish.put(tmp_path, {"About us.txt": "A\n", "about-us.txt": "B\n"})
    result = publish.run("build", tmp_path)
    assert result.returncode == 1
    assert "About us.txt" in result.stderr and "about-us.txt" in result.stderr
    assert "rename" in result.stderr


def test_what_lies_about_is_passed_over(tmp_path):
    junk = (".DS_Store", "Thumbs.db", "desktop.ini", "~$report.txt", "a.txt~", "a.txt.bak",
            ".a.txt.swp", "#a.txt#", ".git/config", "a.tmp")
    current = publish.build(tmp_path, {"a.txt": "A page\n\nIts words.\n",
                                       **{name: "junk\n" for name in junk}})
    assert sorted(publish.table(current)) == ["/a.gmi", "/caps.txt", "/index.gmi", "/robots.txt"]


def test_a_word_processors_file_is_named_and_left_out(tmp_path):
    names = ("plan.docx", "old.doc", "free.ODT", "news/rich.rtf")
    publish.put(tmp_path, {"a.txt": "A page\n\nIts words.\n", **{name: "x" for name in names}})
    result = publish.run("build", tmp_path)
    assert result.returncode == 0
    lines = result.stderr.splitlines()
    assert len(lines) == len(names)
    for name in names:
        assert [line for line in lines if f"text/{name}: " in line
                and "save it as plain text" in line]
    assert "plan" not in publish.read(tmp_path / "public/current", "table")


def test_loops_of_links_are_reported_and_left_out(tmp_path):
    publish.put(tmp_path, {"a.txt": "A page\n\nIts words.\n"})
    os.symlink("loop.txt", tmp_path / "text/loop.txt")
    os.symlink(".", tmp_path / "text/round")
    result = publish.run("build", tmp_path)
    assert result.returncode == 0
    assert "loop.txt: left out" in result.stderr and "circle" in result.stderr
    assert "round: left out" in result.stderr


def test_a_folder_of_photos_is_listed_among_the_files(tmp_path):
    current = publish.build(tmp_path, {
        "index.txt": "Harbour\n\nWords.\n", "index.ka.txt": "ნავსადგური\n\nსიტყვები.\n",
        "Our photos/boat.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF", "part/a.txt": "A\n\nWords.\n"},
        "Language: en\n")
    front = publish.read(current, "gemini/index.gmi")
    assert "## Files\n=> /our-photos/ Our photos\n" in front
    assert "=> /our-photos/ Our photos\n" in publish.read(current, "gemini/index.ka.gmi")
    assert "boat.jpg" in publish.read(current, "gemini/our-photos/index.gmi")
    assert "1Our photos\t/our-photos/" in publish.read(current, "gopher/gophermap")
