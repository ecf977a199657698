"""What a configuration says of pages: index names, what is gone, own types, charset, names."""

import pytest

import daemon
import settings
import wire
from settings import capsule_text, local, server_of, write_config, write_plain

MORE = """    index = { "welcome.gmi", "index.gmi" }
    gone = { "/gone.txt", "/past/" }
    types = { ".gpx application/gpx+xml", ".txt text/plain; charset=KOI8-R" }
    charset = "windows-1251"
"""


@pytest.fixture(name="capsule")
def fixture_capsule(start, folder):
    files = {"welcome.gmi": b"# Welcome\n", "sub/index.gmi": b"# Sub\n", "gone.txt": b"still\n",
             "track.gpx": b"<gpx/>\n", "page.md": b"text\n", "photo.png": b"png"}
    root = write_plain(folder / "one", "One", files)
    text = capsule_text(folder, "one.test", root, [local()], [local()], MORE)
    process = start("-c", write_config(folder, text))
    return server_of("one.test", process.ports("gemini")[0], process.ports("gopher")[0])


def test_the_first_index_that_is_there_is_the_page(capsule):
    assert wire.get(capsule, "/").body == b"# Welcome\n"
    assert wire.get(capsule, "/sub/").body == b"# Sub\n"


def test_what_is_gone_is_gone_on_both_protocols(capsule):
    assert wire.get(capsule, "/gone.txt").status == 52
    assert wire.get(capsule, "/past/").status == 52
    assert "Gone" in wire.is_error(capsule, b"/gone.txt\r\n").display


def test_own_types_come_before_the_known_ones(capsule):
    assert wire.get(capsule, "/track.gpx").meta == "application/gpx+xml"
    assert wire.get(capsule, "/page.txt").meta == "text/plain; charset=KOI8-R"


def test_the_charset_is_told_of_texts_that_name_none(capsule):
    assert wire.get(capsule, "/page.md").meta == "text/markdown; charset=windows-1251"
    assert wire.get(capsule, "/").meta == "text/gemini; charset=windows-1251"
    assert wire.get(capsule, "/photo.png").meta == "image/png"


def test_a_name_in_unicode_is_served_in_ascii(start, folder):
    """RFC 5891: the name in requests and in the certificate is the A-label."""
    ascii_name = "xn--lodamdjuvtg5b.ge"
    root = write_plain(folder / "one", "One")
    crt, key = settings.write_pair(folder, ascii_name, "xn--bcher-kva.example")
    process = start("-c", write_config(
        folder, 'capsule "საქართველო.ge" {', f'    root = "{root}"',
        f'    gemini = {settings.listed([local()])}', f'    gopher = {settings.listed([local()])}',
        f'    certificate = "{crt}"', f'    key = "{key}"', '    aliases = { "Bücher.example" }',
        "}"))
    server = server_of(ascii_name, process.ports("gemini")[0], process.ports("gopher")[0])
    assert wire.get(server).body == b"# One\n"
    assert {item.host for item in wire.menu(server, b"\r\n") if item.type == "0"} == {ascii_name}
    other = server_of("xn--bcher-kva.example", server.gemini_port, server.gopher_port)
    assert wire.get(other).body == b"# One\n"


def test_a_host_option_in_unicode_makes_its_pair(start, folder):
    (folder / "certs").mkdir()
    root = write_plain(folder / "one", "One")
    process = start("--host", "bücher.example", "--gemini", local(), "--certs", folder / "certs",
                    root)
    assert "xn--bcher-kva.example" in process.fingerprints()
    assert (folder / "certs" / "xn--bcher-kva.example.key").exists()


@pytest.mark.parametrize("line", [
    'index = { "a/b" }', 'index = { "" }', 'index = { ".hidden" }', 'gone = { "x" }',
    'types = { "gpx" }', 'types = { ".gpx gpx" }', 'charset = "no charset"', 'charset = ""'])
def test_a_bad_value_is_told_with_its_line(folder, line):
    root = write_plain(folder / "one", "One")
    text = capsule_text(folder, "one.test", root, [local()], [], f"    {line}")
    path = write_config(folder, text)
    number = path.read_text(encoding="ascii").split("\n").index(f"    {line}") + 1
    process = daemon.Daemon("-n", "-c", path)
    try:
        daemon.wait_until(lambda: process.exit_code is not None)
        process.wait_for(lambda lines: lines)
        assert process.exit_code == 1
        assert len(process.lines) == 1 and f"{path}:{number}: " in process.lines[0], process.lines
    finally:
        process.kill()
