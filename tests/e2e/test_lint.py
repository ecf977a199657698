"""The lint finds a planted error of each kind: a check that cannot fail is a defect."""

import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

HEADER = "/* A thing. */\n#ifndef {guard}_H\n#define {guard}_H\n\nint {name}_make(void);\n\n#endif\n"
SOURCE = '#include "{path}.h"\n\nint\n{name}_make(void)\n{{\n\treturn 1;\n}}\n'

GOOD = {
    f"src/{folder}/{name}.{end}": template.format(
        guard=name.upper(), name=name, path=f"{folder}/{name}")
    for folder, name in (("base", "str"), ("daemon/net", "conn"), ("daemon/proto", "gemini"),
                         ("daemon/site", "site"), ("publish/read", "line"),
                         ("publish/write", "plain"), ("publish/doc", "doc"))
    for end, template in (("h", HEADER), ("c", SOURCE))}
GOOD["src/daemon/main.c"] = '#include "daemon/net/conn.h"\n\nint\nmain(void)\n{\n\treturn 0;\n}\n'
GOOD["tests/unit/base/str.c"] = '#include "base/str.h"\n\nint\nmain(void)\n{\n\treturn 0;\n}\n'
GOOD["tests/e2e/test_it.py"] = '"""Proves it."""\n'


def function(lines):
    return "int\nlong_one(void);\nint\nlong_one(void)\n{\n" + "\t;\n" * (lines - 3) + "\treturn 0;\n}\n"


def include(name):
    return f'#include "{name}"\n'


# name: (file, its text or what is put in front of it, where it is found, a word of the finding)
PLANTED = {
    "format": ("src/base/odd.c", "int  odd;\n", 1, "clang-format"),
    "base_includes_daemon": ("src/base/str.h", include("daemon/net/conn.h"), 1, "may not include"),
    "proto_includes_site": ("src/daemon/proto/gemini.h", include("daemon/site/site.h"), 1,
                            "may not include"),
    "site_includes_proto": ("src/daemon/site/site.h", include("daemon/proto/gemini.h"), 1,
                            "may not include"),
    "site_includes_net": ("src/daemon/site/site.h", include("daemon/net/conn.h"), 1,
                          "may not include"),
    "read_includes_write": ("src/publish/read/line.h", include("publish/write/plain.h"), 1,
                            "may not include"),
    "doc_includes_read": ("src/publish/doc/doc.h", include("publish/read/line.h"), 1,
                          "may not include"),
    "daemon_includes_publish": ("src/daemon/main.c", include("publish/doc/doc.h"), 1,
                                "may not include"),
    "unknown_room": ("src/cellar/box.h", include("base/str.h"), 1, "no layer is known"),
    "relative_include": ("src/base/near.c", include("str.h"), 1, "not a path from src/"),
    "other_header_first": ("src/base/str.c", "#include <stddef.h>\n", 1, "first include"),
    "long_file": ("src/base/str.h", "\n" * 500, 501, "more than 500"),
    "long_python": ("tests/e2e/test_it.py", "\n" * 500, 501, "more than 500"),
    "long_function": ("src/base/odd.c", function(41), 5, "more than 40"),
    "strcpy": ("src/base/odd.h", "#define odd(a, b) strcpy(a, b)\n", 1, "strcpy: forbidden"),
    "alloca": ("src/base/odd.h", "\n#define odd(n) alloca(n)\n", 2, "alloca: forbidden"),
    "atoi_in_a_test": ("tests/unit/base/odd.c", "#define odd(s) atoi(s)\n", 1, "atoi: forbidden"),
    "vla": ("tests/unit/base/odd.c",
            "int\nmain(int n, char **v)\n{\n\tchar a[n];\n\ta[0] = **v;\n\treturn a[0];\n}\n",
            4, "vla"),
    "die_in_net": ("src/daemon/net/conn.h", '#define stop() die("it")\n', 1, "die: only main"),
    "die_usage_in_read": ("src/publish/read/line.h", '#define stop() die_usage("it")\n', 1,
                          "die_usage: only main"),
    "trailing_blank": ("src/base/odd.h", "/* a */ \n", 1, "trailing whitespace"),
    "trailing_blank_in_python": ("tests/e2e/test_it.py", "A = 1 \n", 1, "trailing whitespace"),
    "header_alone": ("src/base/odd.h", "size_t odd(void);\n", 1, "size_t"),
    "note_to_oneself": ("src/base/odd.h", "\n/* TO" "DO: all of it */\n", 2, "open an issue"),
    "manual_markup": ("src/daemon/kapsulad.8", ".Xx\n", 1, "unknown macro"),
    "no_last_line_end": ("src/base/odd.h", "/* a */", 1, "no LF"),
}


def make_tree(root):
    shutil.copy(ROOT / ".clang-format", root)
    for name, content in GOOD.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def lint(root):
    return subprocess.run([ROOT / "tests/lint/run", root], capture_output=True, text=True,
                          timeout=30, check=False)


def test_a_clean_tree_passes_in_silence(tmp_path):
    make_tree(tmp_path)
    result = lint(tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_error_is_found(tmp_path, kind):
    name, content, line, word = PLANTED[kind]
    make_tree(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content + (path.read_text() if path.exists() else ""))
    result = lint(tmp_path)
    assert result.returncode == 1
    findings = [text for text in (result.stdout + result.stderr).splitlines()
                if text.startswith(f"{name}:{line}:")]
    assert any(word in text for text in findings), result.stdout + result.stderr


MANUAL = ".Dd November 23, 2026\n.Dt {} {}\n.Os\n.Sh NAME\n.Nm {}\n.Nd a manual\n{}"
# What the code lets a user write: where, how, and the line of the manual that tells of it.
TOLD = {
    "option": ("daemon/main.c", '    {"host", required_argument, NULL, 1},', "daemon/kapsulad.8",
               ".It Fl -host Ar name"),
    "letter": ("daemon/main.c", "\tcase 'c':", "daemon/kapsulad.8", ".It Fl c Ar file"),
    "key": ("daemon/config_file.c", '\tCFG_STR("user", NULL, CFGF_NODEFAULT),',
            "daemon/kapsulad.conf.5", ".It Ic user"),
    "second_key": ("daemon/config_file.c", '\tCFG_STR("key", NULL, CFGF_NODEFAULT),',
                   "daemon/kapsulad.conf.5", ".It Ic certificate , key"),
    "command": ("publish/main.c", '    {"build", command_build, "build", "make it"},',
                "publish/kapsula.1", ".Ss kapsula build"),
    "command_option": ("publish/build.c", '\tif (strcmp(option, "--dry-run") != 0)',
                       "publish/kapsula.1", ".Op Fl -dry-run"),
    "setting": ("publish/capsule/settings.c", '    {"Page-weight", 1},', "publish/kapsula.1",
                ".It Cm Page-weight"),
    "header": ("publish/read/meta.c", '    {"Author", set_author},', "publish/kapsula-text.7",
               ".Ql Author"),
    "capsule_header": ("publish/capsule/front.c", '    {"Draft", HEADER_DRAFT},',
                       "publish/kapsula-text.7", ".Ql Draft"),
}


def write_told(root, kind, line):
    code, entry, manual, _ = TOLD[kind]
    make_tree(root)
    (root / "src" / code).parent.mkdir(parents=True, exist_ok=True)
    (root / "src" / code).write_text(f"\n{entry}\n")
    name, _, section = manual.rpartition("/")[2].rpartition(".")
    (root / "src" / manual).write_text(MANUAL.format(name.upper(), section, name, line))
    return f"src/{code}:2: ", f"is missing from src/{manual}"


@pytest.mark.parametrize("kind", TOLD)
def test_what_no_manual_tells_of_is_found(tmp_path, kind):
    where, what = write_told(tmp_path, kind, "")
    result = lint(tmp_path)
    assert result.returncode == 1
    assert any(text.startswith(where) and what in text for text in result.stderr.splitlines())
    where, what = write_told(tmp_path, kind, TOLD[kind][3] + "\n")
    assert what not in lint(tmp_path).stderr


@pytest.mark.parametrize("content", [
    '/* never sprintf() */\n', 'static const char word[] = "strtok";\n', "// die(1)\n"])
def test_comments_and_strings_are_no_calls(tmp_path, content):
    make_tree(tmp_path)
    (tmp_path / "tests/unit/base/str.h").write_text(content)
    assert "forbidden" not in lint(tmp_path).stderr


def test_a_function_of_forty_lines_passes(tmp_path):
    make_tree(tmp_path)
    (tmp_path / "src/base/odd.c").write_text(function(40))
    assert "more than" not in lint(tmp_path).stderr
