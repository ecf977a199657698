"""Short lines that many texts hold, as the menu of a web site whose pages were copied."""

import publish

SENTENCE = "The harbour was quiet that morning and the boats lay still in the grey water."
TEXTS = {f"{name}.txt": f"Author: Nino\n\n{name} page\n\n{SENTENCE}\n\nAll rights reserved\n"
         for name in ("one", "two", "three", "four")}


def rights(current):
    return [name for name in ("one", "two", "three", "four", "five")
            if "All rights" in publish.read(current, f"gemini/{name}.gmi")]


def build(folder, *options):
    result = publish.run("build", *options, folder)
    assert result.returncode == 0
    return result.stderr


def test_they_are_told_and_stay(tmp_path):
    publish.put(tmp_path, {**TEXTS, "five.txt": "Five\n\nOther words.\n"})
    told = build(tmp_path)
    assert told.count("\n") == 1
    assert '"All rights reserved" stands in 4 of 5 texts' in told and "Shared-lines: drop" in told
    assert len(rights(tmp_path / "public/current")) == 4


def test_they_go_when_asked(tmp_path):
    publish.put(tmp_path, {**TEXTS, "five.txt": "Five\n\nOther words.\n"})
    told = build(tmp_path, "--drop-shared-lines")
    assert told.count("\n") == 1 and '"All rights reserved" is left out of 4 texts' in told
    assert not rights(tmp_path / "public/current")
    assert SENTENCE in publish.read(tmp_path / "public/current", "gemini/one.gmi")
    build(tmp_path)
    assert len(rights(tmp_path / "public/current")) == 4
    publish.build(tmp_path, settings="Shared-lines: drop\n")
    assert not rights(tmp_path / "public/current")
    for name in ("two", "three"):
        (tmp_path / f"text/{name}.txt").unlink()
    build(tmp_path)
    assert publish.read(tmp_path / "public/current", "gemini/one.gmi").count("All rights") == 1


def test_they_may_belong_there(tmp_path):
    publish.put(tmp_path, TEXTS)
    (tmp_path / "capsule.txt").write_text("Shared-lines: keep\n")
    assert build(tmp_path) == ""
    assert publish.run("build", "--watch", "--dry-run", tmp_path).returncode == 2


def test_two_texts_share_nothing(tmp_path):
    publish.put(tmp_path, {name: TEXTS[name] for name in ("one.txt", "two.txt")})
    assert build(tmp_path) == ""
