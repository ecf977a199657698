"""What readers see when pages come, move and go, and when an editor changes his mind."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import time

import daemon
import publish
import pytest
import wire

SENTENCE = "The harbour was quiet that morning and the boats lay still in the grey water. "
TWO = {"a.txt": "A page\n\nIts words.\n", "b.txt": "B page\n\nOther words.\n"}


def test_a_draft_is_not_published(tmp_path):
    current = publish.build(tmp_path, {
        **TWO, "c.txt": "Title: C\nDraft: yes\n\nA secret.\n",
        "news/2026-01-01-d.txt": "Draft: yes\n\nAnother secret.\n",
        "e.txt": "Draft: no\nTitle: E\n\nNo secret, unlike c.txt here.\n",
        "part/index.txt": "Draft: yes\n\nA third secret.\n", "part/f.txt": "F\n\nWords.\n"})
    everything = b"".join(publish.tree(current).values())
    assert b"secret." not in everything and b"Draft" not in everything
    assert "/c.gmi" not in publish.table(current)
    assert publish.read(current, "gemini/e.gmi").startswith("# E\n\nNo secret")
    assert publish.read(current, "gemini/part/index.gmi").startswith("# part\n")
    assert "/news/index.gmi" not in publish.table(current)


def test_front_matter_of_gemtext_by_hand(tmp_path):
    current = publish.build(tmp_path, {
        **TWO, "hidden.gmi": "Draft: yes\n\n# A secret\n", "index.gmi": "Draft: yes\n\n# Secret\n",
        "new.gmi": "Moved-from: old.gmi\n\n# By hand\n\n=> /none.gmi\n", "none": "=>\n",
        "news/one.gmi": "Date: 12 May 2026\nAuthor: Nino\nMoved-from: /uno.gmi\nTitle: Opening\n\n"
                        "# We open\n\nTitle: is a word here.\n",
        "news/two.gmi": "Not: a header\nTitle: of nothing\n"})
    table = publish.table(current)
    assert "/hidden.gmi" not in table and "# Secret" not in publish.read(current, "gemini/index.gmi")
    assert table["/old.gmi"] == {"moved": "/new.gmi"}
    assert table["/uno.gmi"] == {"moved": "/news/one.gmi"}
    assert publish.read(current, "gemini/new.gmi").startswith("# By hand\n\n=> /none")
    assert publish.read(current, "gemini/news/one.gmi").startswith(
        "# We open\n\nTitle: is a word here.\n")
    assert "Author" not in publish.read(current, "gopher/news/one.gmi/gophermap")
    assert "=> /news/one.gmi 2026-05-12 Opening\n" in publish.read(current, "gemini/news/index.gmi")
    assert "<name>Nino</name>" in publish.read(current, "gemini/news/atom.xml")
    assert publish.read(current, "gemini/news/two.gmi").startswith("Not: a header\nTitle: of")


def test_a_draft_in_wide_letters_is_one(tmp_path):
    hand = "# Наш центр\n\nМы помогаем людям, которые вернулись домой и ищут работу и жильё.\n"
    texts = {**TWO, "hand.gmi": hand.encode("cp1251")}
    for name, charset in (("le", "utf-16-le"), ("be", "utf-16-be"), ("marked", "utf-16")):
        texts[f"{name}.txt"] = "Draft: yes\r\n\r\nA secret of some words.\r\n".encode(charset)
    texts["wide.gmi"] = "Moved-from: narrow.gmi\n\n# Wide\n".encode("utf-16")
    current = publish.build(tmp_path, texts)
    table = publish.table(current)
    assert not {"/le.gmi", "/be.gmi", "/marked.gmi"} & set(table)
    assert table["/narrow.gmi"] == {"moved": "/wide.gmi"}
    assert publish.read(current, "gemini/wide.gmi") == "# Wide\n"
    assert publish.read(current, "gemini/hand.gmi") == hand


def test_a_draft_leaves_no_trail_to_it(tmp_path):
    current = publish.build(tmp_path, {**TWO, "c.txt": "Draft: yes\nMoved-from: old.txt\n\nC\n"})
    assert "/old.gmi" not in publish.table(current)


def test_lines_of_front_matter_count(tmp_path):
    publish.put(tmp_path, {**TWO, "c.txt": "Title: C\nDraft: no\nMoved-from: old.txt\n\n"
                                           "See gemini://example.org/none.gmi for more.\n"})
    (tmp_path / "capsule.txt").write_text("Host: example.org\n")
    assert "text/c.txt:5: " in publish.run("build", tmp_path).stderr


def test_moved_and_removed_pages_over_both_wires(serve, folder):
    texts = {**TWO, "news/one.txt": "One\n\nWords.\n", "dir/x.txt": "X\n\nWords.\n"}
    publish.build(folder, texts)
    process, server = serve(folder / "public")
    assert wire.get(server, "/b.gmi").status == 20
    (folder / "text/a.txt").unlink()
    (folder / "text/news/one.txt").rename(folder / "text/news/two.txt")
    (folder / "text/dir/x.txt").unlink()
    publish.build(folder, {"news/two.txt": "Moved-from: one.txt\nMoved-from: /uno/\n\n"
                                           "One\n\nWords.\n"})
    time.sleep(1.1)
    assert wire.get(server, "/a.gmi").status == 52
    assert wire.get(server, "/dir/").status == 52
    for path in ("/news/one.gmi", "/uno/"):
        reply = wire.get(server, path)
        assert (reply.status, reply.meta) == (31, "/news/two.gmi")
        assert wire.select(server, wire.line(path)) == wire.select(server,
                                                                   wire.line("/news/two.gmi"))
    wire.is_error(server, wire.line("/a.gmi"))
    publish.build(folder, {"c.txt": "C\n\nWords.\n", "a.txt": TWO["a.txt"]})
    time.sleep(1.1)
    assert wire.get(server, "/a.gmi").status == 20
    assert wire.get(server, "/dir/x.gmi").status == 52
    process.assert_healthy()


def test_a_former_place_that_is_taken_is_named(tmp_path):
    publish.put(tmp_path, {**TWO, "c.txt": "Moved-from: a.txt\n\nTitle of C\n\nWords.\n"})
    result = publish.run("build", tmp_path)
    assert result.returncode == 0
    assert "c.txt: Moved-from" in result.stderr
    assert "moved" not in publish.table(tmp_path / "public/current")["/a.gmi"]


def test_unchanged_files_are_one_on_the_disk(tmp_path):
    publish.build(tmp_path, {**TWO, "photo.bin": bytes(range(256)) * 1000})
    publish.build(tmp_path, {"b.txt": "B page\n\nChanged words.\n"})
    builds = tmp_path / "public/builds"
    for path, is_same in (("gemini/a.gmi", True), ("gemini/b.gmi", False),
                          ("gopher/a.gmi", True), ("gemini/photo.bin", True)):
        assert (builds / "1" / path).samefile(builds / "2" / path) is is_same
    assert "Changed" in publish.read(builds, "2/gemini/b.gmi")
    assert "Other" in publish.read(builds, "1/gemini/b.gmi")


def test_a_dry_run_tells_what_would_change(tmp_path):
    current = publish.build(tmp_path, TWO)
    assert publish.run("build", "--dry-run", tmp_path).stdout == "nothing would change\n"
    before = publish.tree(tmp_path / "public")
    (tmp_path / "text/b.txt").unlink()
    publish.put(tmp_path, {"a.txt": "A page\n\nIts new words.\n", "c.txt": "C\n\nWords.\n"})
    result = publish.run("build", "--dry-run", tmp_path)
    assert result.returncode == 0
    assert sorted(result.stdout.splitlines()) == [
        "changed /a.gmi", "changed /index.gmi", "gone    /b.gmi", "new     /c.gmi"]
    assert publish.tree(tmp_path / "public") == before
    assert os.readlink(current) == "builds/1"


def test_undo_flips_back_and_further_back(tmp_path):
    current = publish.build(tmp_path, TWO)
    first = publish.tree(current)
    for words in ("second", "third"):
        publish.build(tmp_path, {"a.txt": f"A page\n\nThe {words} words.\n"})
    result = publish.run("undo", tmp_path)
    assert (result.returncode, os.readlink(current)) == (0, "builds/2")
    assert "build 2" in result.stdout
    assert publish.run("undo", tmp_path).returncode == 0
    assert publish.tree(current) == first
    result = publish.run("undo", tmp_path)
    assert result.returncode == 1 and "no build before" in result.stderr
    publish.build(tmp_path)
    assert os.readlink(current) == "builds/4"
    assert "third" in publish.read(current, "gemini/a.gmi")


def test_undo_where_nothing_is(tmp_path):
    assert publish.run("undo", tmp_path).returncode == 1
    assert publish.run("undo", "--now").returncode == 2
    assert publish.run("undo", "a", "b", "c").returncode == 2


def test_killed_at_a_hundred_points_the_old_or_the_new_capsule_is_whole(tmp_path):
    publish.put(tmp_path, {f"{i}.txt": f"Page {i}\n\n{SENTENCE * 5}\n" for i in range(100)})
    started = time.monotonic()
    current = publish.build(tmp_path)
    lasts = time.monotonic() - started
    whole = publish.tree(current)
    for i in range(100):
        (tmp_path / "text/0.txt").write_text(f"Page 0\n\nEdition {i} of this page.\n")
        with subprocess.Popen([publish.KAPSULA, "build", tmp_path],
                              stdout=subprocess.DEVNULL) as process:
            time.sleep(lasts * i / 90)
            process.kill()
        seen = publish.tree(current)
        assert set(seen) == set(whole)
        assert {path for path in seen if seen[path] != whole[path]} <= {
            "gemini/0.gmi", "gopher/0.gmi", "search.db"}
        assert seen["gemini/0.gmi"].endswith((b"of this page.\n", b"water.\n"))
    publish.build(tmp_path)
    left = os.listdir(tmp_path / "public/builds")
    assert len(left) <= 3 and all(name.isdigit() for name in left)


def test_keeps_as_many_builds_as_the_settings_say(tmp_path):
    for keep, builds in ((5, {"1", "2", "3", "4", "5"}), (2, {"5", "6"}), (1, {"7"})):
        while not builds <= set(os.listdir(tmp_path / "public/builds") if
                                (tmp_path / "public").exists() else ()):
            publish.build(tmp_path, {"a.txt": f"A page\n\nAt {time.monotonic_ns()}.\n"},
                          f"Keep-builds: {keep}\n")
        assert set(os.listdir(tmp_path / "public/builds")) == builds
    assert publish.run("undo", tmp_path).returncode == 1


def opened(process):
    """Where its descriptors lead; one that is closed meanwhile leads nowhere."""
    for end in (process / "fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            yield os.readlink(end)


def held(pids, folder):
    """What the processes have open or mapped of files beneath the folder that are no more."""
    for pid in pids:
        process = pathlib.Path(f"/proc/{pid}")
        places = list(opened(process))
        places += (process / "maps").read_text("utf-8", "replace").splitlines()
        yield from (place for place in places
                    if str(folder) in place and place.endswith(" (deleted)"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root sees what a worker holds")
def test_an_old_build_is_let_go_though_nobody_asks(serve, folder):
    publish.build(folder, TWO)
    process, server = serve(folder / "public")
    assert wire.get(server, "/a.gmi").status == 20
    old = (folder / "public/current").resolve()
    publish.build(folder, {"a.txt": "A page\n\nOf other words.\n"})
    shutil.rmtree(old)
    pids = process.processes()
    assert any(str(old) in place for place in held(pids, folder))
    daemon.wait_until(lambda: not list(held(pids, folder)))


def flip(current, build):
    fresh = current.with_name("fresh")
    fresh.symlink_to(build)
    fresh.rename(current)


def test_a_build_that_cannot_be_opened_is_told_and_changes_nothing(serve, folder):
    publish.build(folder, TWO)
    current = folder / "public/current"
    good = os.readlink(current)
    line = "localhost: the newest build cannot be opened, .*; build anew"
    process, server = serve(folder / "public", may_tell=line)
    flip(current, "builds/none")
    assert process.wait_for(lambda _: process.told_times("cannot be opened"))
    assert wire.get(server, "/a.gmi").status == 20
    flip(current, good)
    publish.build(folder, {"c.txt": "C page\n\nWords.\n"})
    daemon.wait_until(lambda: wire.get(server, "/c.gmi").status == 20)
