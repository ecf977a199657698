"""`kapsula check` as an editor uses it: a folder of texts in, a list of what to put right out."""

import os
import re
import shutil
import subprocess

import pytest

import publish

GOOD = {
    "about.txt": "Title: About us\n\nWe help sailors.\n",
    "news/2026-01-02-opening.txt": "Title: Opening\n\nIt is open. See /about.txt.\n",
}
WIDE = "x" * 71

# What each finding says, a text that has it, and one that just has not.
FINDINGS = {
    "dead link": ("hand.gmi", "# Links\n\n=> abuot.gmi About\n", "# Links\n\n=> about.gmi About\n",
                  r':3: error: "abuot.gmi" leads to no page; did you mean /about.txt\?'),
    "draft": ("hand.gmi", "# Links\n=> plan.txt Soon\n", "# Links\n=> about.gmi Now\n",
              r':2: error: "plan.txt" leads to a draft'),
    "name in a sentence": ("a.txt", "Title: A\n\nSee abuot.txt.\n", "Title: A\n\nSee about.txt.\n",
                           r':3: warning: "abuot.txt" leads to no page; did you mean /about.txt\?'),
    "no title": ("a.txt", "The centre has been here for so long that nobody knows who began it.\n",
                 "Title: A\n\nThe centre has been here for so long.\n",
                 r":1: warning: has no title"),
    "same title": ("us.txt", "Title: About us\n\nAgain.\n", "Title: About them\n\nNot again.\n",
                   r': warning: has the same title as /about.txt, "About us"'),
    "no date": ("news/a.txt", "Title: A\n\nText.\n", "Title: A\nDate: 2026-01-03\n\nText.\n",
                r":1: warning: this news has no date"),
    "wrong date": ("news/a.txt", "Title: A\nDate: soon\n\nText.\n",
                   "Title: A\nDate: 3 January 2026\n\nText.\n",
                   r':2: warning: the date "soon" is none that we know'),
    "future": ("news/a.txt", "Title: A\nDate: 2199-01-03\n\nText.\n",
               "Title: A\nDate: 2026-01-03\n\nText.\n",
               r":2: warning: its date, 2199-01-03, is still to come"),
    "level": ("hand.gmi", "# A\n### Deep\n", "# A\n## Less\n### Deep\n",
              r':2: warning: the heading "Deep" is of level 3'),
    "scripts": ("a.txt", "Title: A\n\nThe hаrbour.\n", "Title: A\n\nThe harbour.\n",
                r':3: warning: in "hаrbour" the letter "а" is Cyrillic, but the word is Latin'),
    "mail": ("a.txt", "Title: A\n\nTo office@example.\n", "Title: A\n\nTo office@example.org.\n",
             r':3: warning: "office@example" is no mail address'),
    "link's address": ("hand.gmi", "# A\n=> https://a..org B\n", "# A\n=> https://a.org B\n",
                       r':2: error: "https://a..org" has a host that cannot be'),
    "width": ("hand.gmi", f"# A\n```\n{WIDE}\n```\n", f"# A\n```\n{WIDE[1:]}\n```\n",
              r":3: warning: this line of a table is 71 columns wide"),
    "weight": ("a.txt", "Title: A\n\n" + "Words. " * 1200, "Title: A\n\n" + "Words. " * 1000,
               r": warning: weighs \d+ bytes, above the 8192"),
    "office": ("plan.docx", b"PK", None, r": warning: left out, .*save it as plain text"),
}


def check(folder, *args):
    before = publish.tree(folder)
    result = publish.run("check", *args, folder)
    assert publish.tree(folder) == before, "checking writes nothing"
    assert result.stderr == ""
    return result


def put(folder, name, text):
    publish.put(folder, GOOD | {"plan.txt": "Draft: yes\nTitle: Plan\n\nNot yet.\n", name: text})


@pytest.mark.parametrize("finding", FINDINGS)
def test_each_finding_and_what_just_is_none(tmp_path, finding):
    name, has, has_not, says = FINDINGS[finding]
    put(tmp_path, name, has)
    result = check(tmp_path)
    lines = result.stdout.splitlines()
    assert len(lines) == 2, result.stdout
    assert re.match(re.escape(f"{tmp_path}/text/{name}") + says, lines[0]), lines[0]
    is_error = ": error: " in lines[0]
    assert lines[1].startswith("1 error and 0 warnings in " if is_error
                               else "0 errors and 1 warning in ")
    assert result.returncode == (1 if is_error else 0)
    if has_not is not None:
        put(tmp_path, name, has_not)
        assert check(tmp_path).stdout.startswith("0 errors and 0 warnings in ")


def test_the_menu_names_pages(tmp_path):
    publish.put(tmp_path, GOOD)
    (tmp_path / "capsule.txt").write_text("Title: C\nMenu: about.txt, abuot.txt\n")
    result = check(tmp_path)
    assert result.stdout.splitlines()[0] == (
        f'{tmp_path}/capsule.txt:2: error: the Menu names "abuot.txt", which is no page here; '
        "correct it")
    assert result.returncode == 1


def check_as_user(folder):
    """Root may read everything, so the program runs as another user then, from where that one may
    reach it."""
    program = shutil.copy(publish.KAPSULA, folder / "kapsula")
    folder.chmod(0o755)
    user = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    return subprocess.run([program, "check", folder], capture_output=True, text=True, timeout=60,
                          check=False, **user)


def test_goes_on_behind_a_file_that_cannot_be_read(folder):
    publish.put(folder, GOOD | {"z.txt": "Title: A\n\nAgain.\n", "plan.pdf": b"%PDF-1.4"})
    (folder / "text" / "loop.txt").symlink_to("loop.txt")
    (folder / "text" / "away.txt").symlink_to("/etc/passwd")
    for name in ("about.txt", "plan.pdf"):
        (folder / "text" / name).chmod(0)
    result = check_as_user(folder)
    lines = result.stdout.splitlines()
    assert result.returncode == 1, result.stderr
    says = [("about.txt: error: cannot be read: Permission denied; "),
            ("away.txt: warning: left out, "), ("loop.txt: warning: left out, "),
            ("plan.pdf: error: cannot be read: Permission denied; ")]
    for line, words in zip(lines, says):
        assert line.startswith(f"{folder}/text/{words}")
    assert lines[len(says)].startswith("2 errors and 2 warnings in ")


def test_two_files_for_one_place_are_told_as_a_build_does(tmp_path):
    publish.put(tmp_path, GOOD | {"About.txt": "Title: Other\n\nText.\n"})
    result = publish.run("check", tmp_path)
    assert result.returncode == 1
    assert "wants the same place" in result.stderr


def test_weights_are_those_of_a_build(tmp_path):
    publish.put(tmp_path, GOOD | {"heavy.txt": "Title: Heavy\n\n" + "Words. " * 3000})
    result = check(tmp_path, "--weights")
    rows = [line.split() for line in result.stdout.splitlines()[2:]]
    current = publish.build(tmp_path)
    assert result.returncode == 0
    assert rows[0][-1] == "/heavy.gmi", "the heaviest first"
    for row in rows:
        path = row[-1] + ("index.gmi" if row[-1].endswith("/") else "")
        body = (current / ("gemini" + path)).stat().st_size
        first, resumed, gopher = map(int, row[:3])
        extra = 22 * ((body - 1) // 1024)
        sent = body + extra
        assert first == 2006 + sent + 78 * ((sent - 1) // 1448)
        assert first - resumed == 486
        assert gopher < resumed
        seconds = list(map(float, row[3:-1]))
        assert len(seconds) == 9
        assert seconds == sorted(seconds[:3], reverse=True) + seconds[3:]


def test_sample_is_clean():
    result = publish.run("check", publish.daemon.ROOT / "capsule")
    assert result.stdout.startswith("0 errors and 0 warnings in "), result.stdout
    assert result.returncode == 0


@pytest.mark.parametrize("args", [("--weight",), ("a", "b"), ("",)])
def test_a_wrong_command_line(args):
    result = publish.run("check", *args)
    assert result.returncode == 2
    assert result.stdout == ""
