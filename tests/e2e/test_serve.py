"""The sample capsule, built by kapsula and read page by page over both protocols."""

import os
import pathlib
import re
import signal
import urllib.parse

import pytest

import crawl
import daemon
import wire


pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture(name="pages", scope="module")
def fixture_pages(served_sample):
    """What stands in files; the search has none."""
    pages, outward = crawl.crawl_gemini(served_sample.server)
    return {path: reply for path, reply in pages.items() if reply.status != 10}, outward


@pytest.fixture(name="selectors", scope="module")
def fixture_selectors(served_sample):
    found, outward = crawl.crawl_gopher(served_sample.server)
    return {selector: what for selector, what in found.items() if what[0] != "7"}, outward


def file_of(tree, path, index):
    """The published file behind a path."""
    path = tree / urllib.parse.unquote(path).lstrip("/")
    return path / index if path.is_dir() else path


def test_every_gemini_link_works(pages):
    broken = {path: reply for path, reply in pages[0].items() if reply.status != 20}
    assert not broken
    assert len(pages[0]) >= 4


def test_no_gemini_page_is_truncated(sample, pages):
    for path, reply in pages[0].items():
        file = file_of(sample.out / "current" / "gemini", path, "index.gmi")
        assert reply.body == file.read_bytes(), path


def test_every_gemini_page_can_be_reached(sample, pages):
    tree = sample.out / "current" / "gemini"
    reached = {file_of(tree, path, "index.gmi") for path in pages[0]}
    published = {path for path in tree.rglob("*.gmi")}
    assert published <= reached


def test_gemini_pages_are_utf8_gemtext_with_a_title(pages):
    for path, reply in pages[0].items():
        if reply.meta.startswith("text/gemini"):
            lines = reply.body.decode("utf-8").split("\n")
            assert any(text.startswith("# ") for text in lines), path


def test_every_gopher_link_works(selectors):
    broken = {selector: data for selector, (_, data) in selectors[0].items()
              if data.startswith(b"3")}
    assert not broken
    assert len(selectors[0]) >= 4


def test_no_gopher_page_is_truncated(sample, selectors):
    for selector, (kind, data) in selectors[0].items():
        file = file_of(sample.out / "current" / "gopher", selector, "gophermap")
        content = file.read_bytes()
        if kind == "0":
            assert data.splitlines() == content.splitlines(), selector
            assert b"." not in data.split(b"\r\n")
        elif kind == "1":
            assert len(wire.parse_menu(data)) == len(content.splitlines()), selector
        else:
            assert data == content, selector


def test_every_gopher_page_can_be_reached(sample, selectors):
    tree = sample.out / "current" / "gopher"
    reached = {file_of(tree, selector, "gophermap") for selector in selectors[0]}
    published = {path for path in tree.rglob("*")
                 if path.is_file() and path.suffix in ("", ".txt", ".gmi")
                 and path.name not in ("robots.txt", "caps.txt")}
    assert published <= reached


def test_gopher_lines_fit_a_terminal(selectors):
    for selector, (kind, data) in selectors[0].items():
        for item in wire.parse_menu(data) if kind == "1" else []:
            assert len(item.display) < 70, (selector, item.display)


def test_links_out_are_uris(pages, selectors):
    for uri in pages[1]:
        assert urllib.parse.urlsplit(uri).scheme, uri
    for item in selectors[1]:
        assert item.selector.startswith("URL:") or item.host != "localhost", item


def shown(kind, data):
    """What a reader sees of a menu or a text."""
    if kind == "1":
        return " ".join(item.display for item in wire.parse_menu(data))
    return data.decode("utf-8")


def test_both_protocols_tell_the_same_words(pages, selectors):
    """Each heading of a Gemini page stands somewhere in the Gopher capsule."""
    told = " ".join(shown(kind, data) for kind, data in selectors[0].values() if kind in "01")
    words = set(re.findall(r"\w+", told.casefold()))
    for path, reply in pages[0].items():
        if reply.meta.startswith("text/gemini"):
            for text in reply.body.decode("utf-8").split("\n"):
                if text.startswith("#"):
                    assert set(re.findall(r"\w+", text.casefold())) <= words, (path, text)


def test_missing_certificate_is_made_with_a_guarded_key(serve, sample, folder):
    process, _ = serve(sample.out, "--host", "one.test")
    crt, key = folder / "certs" / "one.test.crt", folder / "certs" / "one.test.key"
    assert process.fingerprints() == {"one.test": daemon.sha256_of(crt)}
    assert key.stat().st_mode & 0o777 == 0o600


def test_certificate_is_never_made_anew(serve, sample):
    first, _ = serve(sample.out)
    second, _ = serve(sample.out)
    assert first.fingerprints() == second.fingerprints()


@pytest.fixture(name="ending")
def fixture_ending(sample, folder):
    """A daemon over the sample that the test itself ends."""
    (folder / "certs").mkdir()
    process = daemon.Daemon("--gemini", f"{daemon.LOCAL}:0", "--certs", folder / "certs",
                            "--gopher", f"{daemon.LOCAL}:0", sample.out)
    process.wait_until_serving()
    yield process
    process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_it_cleanly_while_silent_clients_are_there(ending, number):
    with wire.connect(daemon.LOCAL, ending.ports("gemini")[0]), \
            wire.connect(daemon.LOCAL, ending.ports("gopher")[0]):
        ending.end(number)


def test_reader_under_way_gets_the_page_whole_at_the_end(folder, start):
    page = b"%07d\n" * 400000 % tuple(range(400000))
    write_pages(folder / "plain")
    (folder / "plain" / "big.bin").write_bytes(page)
    process = start("--gopher", f"{daemon.LOCAL}:0", folder / "plain")
    with wire.connect(daemon.LOCAL, process.ports("gopher")[0], room=4096) as reader:
        reader.sendall(b"/big.bin\r\n")
        data = reader.recv(100)
        os.kill(process.pid, signal.SIGTERM)
        data += wire.read_to_end(reader)
    assert data == page


@pytest.mark.skipif(os.getuid() != 0, reason="only root has rights to drop")
def test_no_worker_keeps_the_rights_of_root(serve, sample):
    """Where there are workers, the process above them passes no client byte."""
    process, server = serve(sample.out)
    assert wire.get(server).status == 20
    first, *workers = process.processes()
    for pid in workers or [first]:
        text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        status = dict(part.split(":", 1) for part in text.splitlines())
        for field in ("Uid", "Gid", "Groups"):
            assert "0" not in status[field].split(), field
        assert int(status["CapEff"], 16) == 0


def write_pages(root):
    root.mkdir(parents=True)
    (root / "index.gmi").write_text("# A plain folder\n", encoding="utf-8")
    (root / "gophermap").write_text("A plain folder\n", encoding="utf-8")
    (root / "page.txt").write_text("a page\n", encoding="utf-8")


def assert_plain_folder_is_served(server):
    assert wire.get(server).body == b"# A plain folder\n"
    assert wire.get(server, "/page.txt").body == b"a page\n"
    assert [item.display for item in wire.menu(server, b"\r\n")] == ["A plain folder"]
    assert wire.select(server, b"/page.txt\r\n") == b"a page\r\n"


def test_plain_folder_is_served_over_both(serve, folder):
    write_pages(folder / "plain")
    assert_plain_folder_is_served(serve(folder / "plain")[1])


def test_folder_of_two_trees_is_served(serve, folder):
    write_pages(folder / "capsule" / "gemini")
    write_pages(folder / "capsule" / "gopher")
    server = serve(folder / "capsule")[1]
    assert_plain_folder_is_served(server)
    assert wire.get(server, "/gemini/page.txt").status == 51


def test_several_addresses_and_both_families(start, folder):
    write_pages(folder / "plain")
    (folder / "certs").mkdir()
    addresses = ["127.0.0.1:0", "127.0.0.2:0"] + (["[::1]:0"] if daemon.has_ipv6() else [])
    options = [word for address in addresses
               for word in ("--gemini", address, "--gopher", address)]
    process = start(*options, "--certs", folder / "certs", folder / "plain")
    hosts = [address.removesuffix(":0") for address in addresses]
    for host, gemini, gopher in zip(hosts, process.ports("gemini"), process.ports("gopher")):
        server = wire.Server(host, host.strip("[]"), gemini, gopher)
        assert wire.get(server, sni=None).status == 20
        assert wire.menu(server, b"\r\n")


def test_one_port_for_both_families(start, folder):
    """IPV6_V6ONLY: the two listeners of a port do not fight for it."""
    if not daemon.has_ipv6():
        pytest.skip("no IPv6 here")
    write_pages(folder / "plain")
    port = daemon.free_port()
    process = start("--gopher", f"[::]:{port}", "--gopher", f"0.0.0.0:{port}", folder / "plain")
    assert process.ports("gopher") == [port, port]
    for address in ("127.0.0.1", "::1"):
        assert wire.menu(wire.Server("localhost", address, 0, port), b"\r\n")
