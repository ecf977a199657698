"""`kapsula build` as an editor uses it: a folder of plain texts in, a published capsule out."""

import fcntl
import os
import pathlib
import shutil
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
KAPSULA = (ROOT / os.environ.get("KAPSULA_BUILD", "build") / "kapsula").resolve()
SENTENCE = "The harbour was quiet that morning and the boats lay still in the grey water. "


def run(*args, cwd=None):
    return subprocess.run([KAPSULA, "build", *map(str, args)], cwd=cwd, capture_output=True,
                          text=True, timeout=60, check=False)


def put(folder, texts):
    """Writes {name: text} below folder/text."""
    for name, text in texts.items():
        file = folder / "text" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def build(folder, texts=None):
    put(folder, texts or {})
    result = run(folder)
    assert result.returncode == 0, result.stderr
    return folder / "public" / "current", result


def fails(*args, says, status=1, cwd=None):
    """It ends with that status and one line that holds all the words."""
    result = run(*args, cwd=cwd)
    assert result.returncode == status
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("kapsula: "), result.stderr
    for word in says:
        assert word in lines[0]


def tree(folder):
    """All files but what one build tells the next."""
    return {str(file.relative_to(folder)): file.read_bytes()
            for file in folder.rglob("*") if file.is_file() and file.name != "memo"}


def table(current):
    lines = (current / "table").read_text().splitlines()
    return {line.split("\t")[0]: dict(field.split("=", 1) for field in line.split("\t")[1:])
            for line in lines}


def links(gemtext):
    """(target, label) of each link line."""
    for line in gemtext.splitlines():
        if line.startswith("=>"):
            target, _, label = line[2:].strip().partition(" ")
            yield target, label


CAPSULE = {
    "index.txt": "Harbour Centre\n\nWe help sailors. Read about.txt first.\n",
    "about.txt": "About us\n\nWe began long ago, and we are still here.\n",
    "news/one.txt": "Date: 2026-01-02\n\nThe centre opens\n\nIt opened. See /about.txt.\n",
    "news/2026/two.txt": "Date: 2026-03-04\n\nThe centre grows\n\nIt has grown.\n",
    "hand.gmi": "# By hand\n\n=> about.gmi About us\n",
    "photos/boat.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde",
    "my plan.csv": "a,b\n1,2\n",
}


def test_both_sides_hold_every_path(tmp_path):
    current, result = build(tmp_path, CAPSULE)
    assert result.stderr == ""
    assert result.stdout.count("\n") == 1
    assert "9 pages and 2 files" in result.stdout
    assert os.readlink(current) == "builds/1"
    for path in table(current):
        assert (current / "gemini" / path[1:]).is_file()
        twin = current / "gopher" / path[1:]
        if path.endswith("/index.gmi"):
            twin = twin.with_name("gophermap")
        assert twin.is_file() or (twin / "gophermap").is_file()


def test_pages_with_links_are_menus_and_others_texts(tmp_path):
    current, _ = build(tmp_path, CAPSULE)
    assert (current / "gopher/about.gmi").is_file()
    assert (current / "gopher/hand.gmi/gophermap").is_file()
    front = (current / "gopher/gophermap").read_text()
    assert "0About us\t/about.gmi" in front
    assert "1By hand\t/hand.gmi" in front


def test_every_page_begins_with_its_title(tmp_path):
    current, _ = build(tmp_path, {"a.txt": "Title: The name\n\nwords and no more of them.\n",
                                  "b.txt": "words and no more of them.\n"})
    assert (current / "gemini/a.gmi").read_text().startswith("# The name\n\nwords")
    assert (current / "gemini/b.gmi").read_text().startswith("# b\n\nwords")


def test_a_date_in_the_name_counts(tmp_path):
    current, _ = build(tmp_path, {"news/2026-01-02-opening.txt": "we have opened, come in.\n",
                                  "news/2026-03-04.txt": "Date: 2025-05-06\n\nwe have closed.\n"})
    assert list(links((current / "gemini/news/index.gmi").read_text()))[:2] == [
        ("/news/2026-01-02-opening.gmi", "2026-01-02 opening"),
        ("/news/2026-03-04.gmi", "2025-05-06 2026-03-04")]


def test_handwritten_gemtext_is_taken_as_it_is(tmp_path):
    current, _ = build(tmp_path, CAPSULE)
    assert (current / "gemini/hand.gmi").read_text() == CAPSULE["hand.gmi"]


def test_the_table_tells_types(tmp_path):
    (tmp_path / "capsule.txt").write_text("Language: ka\n")
    current, _ = build(tmp_path, CAPSULE)
    told = table(current)
    assert list(told) == sorted(told)
    assert told["/about.gmi"]["type"] == "text/gemini"
    assert told["/news/index.gmi"]["type"] == "text/gemini"
    assert told["/photos/boat.png"] == {"type": "image/png"}
    assert told["/my-plan.csv"] == {"type": "text/csv"}
    assert told["/photos/index.gmi"]["lang"] == "ka"


def test_the_front_page_leads_to_everything(tmp_path):
    current, _ = build(tmp_path, CAPSULE)
    front = dict(links((current / "gemini/index.gmi").read_text()))
    assert front["/about.gmi"] == "About us"
    assert front["/hand.gmi"] == "By hand"
    assert front["/my-plan.csv"] == "my plan.csv (8 bytes)"
    assert front["/news/2026/two.gmi"] == "2026-03-04 The centre grows"
    assert "/news/" in front
    assert front["/photos/"] == "photos"


def test_news_are_a_gemsub_page(tmp_path):
    current, _ = build(tmp_path, CAPSULE)
    text = (current / "gemini/news/index.gmi").read_text()
    assert text.startswith("# News\n")
    assert list(links(text)) == [("/news/2026/two.gmi", "2026-03-04 The centre grows"),
                                 ("/news/one.gmi", "2026-01-02 The centre opens"),
                                 ("/news/latest.gmi", "Latest news in one page"),
                                 ("/news/atom.xml", "Atom feed"),
                                 ("/search", "Search")]


def test_an_index_by_hand_is_followed_by_the_list(tmp_path):
    current, _ = build(tmp_path, {"index.gmi": "# Mine\n=> a.gmi A", "a.txt": "A page\n\nWords.\n",
                                  "b.txt": "B page\n\nWords.\n"})
    text = (current / "gemini/index.gmi").read_text()
    assert text.startswith("# Mine\n=> a.gmi A\n\n")
    assert list(links(text)) == [("a.gmi", "A"), ("/b.gmi", "B page"), ("/search", "Search")]
    assert "0B page\t/b.gmi" in (current / "gopher/gophermap").read_text()


def test_the_same_texts_make_the_same_bytes(tmp_path):
    put(tmp_path, CAPSULE)
    assert run(tmp_path, tmp_path / "one").returncode == 0
    assert run(tmp_path, tmp_path / "two").returncode == 0
    assert tree(tmp_path / "one/current") == tree(tmp_path / "two/current")


def test_modes_do_not_follow_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        current, _ = build(tmp_path, CAPSULE)
    finally:
        os.umask(before)
    for path in [current.parent, current.parent / "builds", *current.resolve().rglob("*")]:
        assert path.stat().st_mode & 0o7777 == (0o755 if path.is_dir() else 0o644)


def test_numbers_rise_and_three_builds_stay(tmp_path):
    for _ in range(5):
        current, _ = build(tmp_path, {"a.txt": "A\n"})
    assert os.readlink(current) == "builds/5"
    assert sorted(os.listdir(tmp_path / "public/builds")) == ["3", "4", "5"]


def test_a_broken_link_is_named_with_its_line(tmp_path):
    _, result = build(tmp_path, {"a.gmi": "# A\n\n=> nothing.gmi Nothing\n"})
    assert f"kapsula: {tmp_path}/text/a.gmi:3: " in result.stderr
    assert "nothing.gmi" in result.stderr


def test_links_out_of_the_folder_are_left_out(tmp_path):
    (tmp_path / "secret.txt").write_text("secret\n")
    put(tmp_path, {"a.txt": "A\n"})
    (tmp_path / "text/out.txt").symlink_to("../secret.txt")
    (tmp_path / "text/up").symlink_to("..")
    current, result = build(tmp_path)
    assert "out.txt: left out" in result.stderr and "up: left out" in result.stderr
    assert b"secret\n" not in tree(current).values()


def test_source_and_out_by_default(tmp_path):
    put(tmp_path / "capsule", {"a.txt": "A\n"})
    result = run(cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "capsule/public/current/gemini/a.gmi").is_file()


def test_wrong_command_lines(tmp_path):
    fails("--colour", status=2, says=["--colour"])
    fails("a", "b", "c", status=2, says=["two folders"])
    fails("", status=2, says=["empty"], cwd=tmp_path)


def test_folders_that_are_not_there(tmp_path):
    fails(tmp_path / "none", says=["none/text", "make it"])
    assert not (tmp_path / "none").exists()
    put(tmp_path, {"a.txt": "A\n"})
    fails(tmp_path, tmp_path / "no/where", says=["no/where", "make it first"])
    (tmp_path / "file").write_text("")
    fails(tmp_path, tmp_path / "file", says=["file", "name a folder"])


def test_a_folder_without_texts(tmp_path):
    (tmp_path / "text").mkdir()
    fails(tmp_path, says=["text", "holds no text", ".txt"])


def test_a_failed_build_changes_nothing(tmp_path):
    current, _ = build(tmp_path, {"a.txt": "A\n"})
    before = tree(current)
    put(tmp_path, {"a.gmi": "# A\n"})
    fails(tmp_path, says=["text/a.txt", "text/a.gmi", "rename"])
    assert os.readlink(current) == "builds/1"
    assert tree(current) == before
    assert os.listdir(tmp_path / "public/builds") == ["1"]


def test_names_that_no_page_can_have(tmp_path):
    put(tmp_path, {"a\tb.txt": "A\n"})
    fails(tmp_path, says=["a\\x09b.txt", "rename"])


def test_names_that_mean_something_else(tmp_path):
    put(tmp_path, {"gophermap": "A\n"})
    fails(tmp_path, says=["text/gophermap", "rename"])


def test_a_wrong_setting(tmp_path):
    put(tmp_path, {"a.txt": "A\n"})
    (tmp_path / "capsule.txt").write_text("Title: A\nLanguage: no such\n")
    fails(tmp_path, says=["capsule.txt:2", "Language"])


def test_out_inside_the_texts(tmp_path):
    put(tmp_path, {"a.txt": "A\n"})
    fails(tmp_path, tmp_path / "text/public", says=["text/public", "another OUT"])


def test_a_text_that_cannot_be_read(folder):
    """Root reads everything, so that the builder is somebody else then."""
    put(folder, {"a.txt": "A\n"})
    (folder / "text/a.txt").chmod(0)
    (folder / "public").mkdir()
    (folder / "public").chmod(0o777)
    user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    program = shutil.copy(KAPSULA, folder / "kapsula")
    result = subprocess.run([program, "build", folder], capture_output=True, text=True,
                            timeout=60, check=False, **user)
    assert result.returncode == 1
    for word in ("text/a.txt", "cannot be read", "chmod"):
        assert word in result.stderr


def test_a_second_build_says_so(tmp_path):
    build(tmp_path, {"a.txt": "A\n"})
    lock = os.open(tmp_path / "public/builds", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        fails(tmp_path, says=["another build", "wait"])
    finally:
        os.close(lock)
    build(tmp_path)


def in_small_disk(folder, kilobytes, script):
    """Runs a script where folder/small is a disk of that size; None where no disk can be made."""
    (folder / "small").mkdir()
    inner = f"mount -t tmpfs -o size={kilobytes}k none {folder}/small || exit 77; {script}"
    result = subprocess.run(["unshare", "-rm", "sh", "-c", inner], capture_output=True, text=True,
                            timeout=60, check=False)
    return None if result.returncode == 77 or "unshare" in result.stderr else result


def test_a_full_disk_leaves_the_published_build(tmp_path):
    put(tmp_path, {"a.txt": "A\n"})
    big = tmp_path / "big"
    put(big, {f"{i}.txt": SENTENCE * 100 for i in range(100)})
    small = tmp_path / "small"
    result = in_small_disk(tmp_path, 256, f"""
        {KAPSULA} build {tmp_path} {small}/out >&2 || exit 1
        {KAPSULA} build {big} {small}/out; echo "status $?"
        readlink {small}/out/current; ls -A {small}/out/builds""")
    if result is None:
        pytest.skip("no disk can be mounted here")
    assert result.stdout.split() == ["status", "1", "builds/1", "1"]
    assert "No space left on device; make room" in result.stderr


def test_killed_at_any_moment_the_capsule_is_whole(tmp_path):
    put(tmp_path, {f"{i}.txt": f"Page {i}\n\n{SENTENCE * 5}\n" for i in range(200)})
    started = time.monotonic()
    current, _ = build(tmp_path)
    lasts = time.monotonic() - started
    whole = tree(current)
    for i in range(20):
        with subprocess.Popen([KAPSULA, "build", tmp_path], stdout=subprocess.DEVNULL) as process:
            time.sleep(lasts * i / 20)
            process.kill()
        assert tree(current) == whole
    build(tmp_path)
    left = os.listdir(tmp_path / "public/builds")
    assert len(left) <= 3 and all(name.isdigit() for name in left)


def test_a_reader_never_sees_half_a_capsule(tmp_path):
    put(tmp_path, {f"{i}.txt": f"Page {i}\n\n{SENTENCE}\n" for i in range(100)})
    current, _ = build(tmp_path)
    whole = set(tree(current))
    with subprocess.Popen([KAPSULA, "build", tmp_path], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            seen = current.resolve()
            assert set(tree(seen)) == whole


def test_the_sample_capsule_builds_without_a_word_of_warning(tmp_path):
    result = run(ROOT / "capsule", tmp_path / "public")
    assert result.returncode == 0
    assert result.stderr == ""
    told = table(tmp_path / "public/current")
    assert "/news/anti-trafficking-day.gmi" in told
    front = (tmp_path / "public/current/gemini/index.gmi").read_text()
    assert "demonstration" in front
    assert "2026-11-23" in front
