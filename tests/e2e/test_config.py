"""The configuration file: several capsules, their addresses, names and redirects."""

import hashlib
import subprocess

import pytest

import daemon
import settings
import wire
from settings import capsule_text, local, server_of, write_config, write_plain


@pytest.fixture(name="two")
def fixture_two(start, folder):
    """Two capsules on one Gemini address and two Gopher addresses."""
    gemini, gopher_one, gopher_two = daemon.free_ports(3)
    one = capsule_text(folder, "one.test", write_plain(folder / "one", "One"), [local(gemini)],
                       [local(gopher_one)], aliases=["www.one.test"])
    two = capsule_text(folder, "two.test", write_plain(folder / "two", "Two"), [local(gemini)],
                       [local(gopher_two)], '    language = "ka"')
    process = start("-c", write_config(folder, one, two))
    return process, server_of("one.test", gemini, gopher_one), \
        server_of("two.test", gemini, gopher_two)


def test_capsules_are_told_apart_by_host(two):
    _, one, other = two
    assert wire.get(one).body == b"# One\n"
    assert wire.get(other).body == b"# Two\n"
    assert wire.get(one, sni=None).body == b"# One\n"
    assert wire.get(other, sni=None).body == b"# Two\n"


def test_one_gemini_address_is_announced_once(two):
    process, one, _ = two
    assert process.ports("gemini") == [one.gemini_port]


def test_sni_of_another_capsule_than_the_uri_is_53(two):
    _, one, other = two
    assert wire.get(one, sni="two.test").status == 53
    assert wire.get(other, sni="one.test").status == 53


def test_sni_picks_the_certificate(two, folder):
    process, one, _ = two
    for sni, host in (("one.test", "one.test"), ("two.test", "two.test"), (None, "one.test"),
                      ("www.one.test", "one.test"), ("TWO.test", "two.test")):
        with wire.open_tls(one, sni=sni) as tls:
            der = tls.getpeercert(binary_form=True)
        found = hashlib.sha256(der).hexdigest()
        assert found == process.fingerprints()[host], sni
        assert found == daemon.sha256_of(folder / f"{host}.crt")


def test_alias_is_the_same_capsule(two):
    _, one, _ = two
    uri = wire.line(one.uri().replace("one.test", "www.one.test"))
    assert wire.ask(one, uri, sni="www.one.test").body == b"# One\n"
    assert wire.ask(one, uri, sni="one.test").body == b"# One\n"
    assert wire.ask(one, uri, sni="two.test").status == 53


def test_no_other_host_is_served(two):
    _, one, _ = two
    for host in ("localhost", "three.test", "www.two.test"):
        uri = wire.line(one.uri().replace("one.test", host))
        assert wire.ask(one, uri, sni=None).status == 53


def test_address_as_host_is_the_first_capsule(two):
    _, one, _ = two
    uri = wire.line(one.uri().replace("one.test", daemon.LOCAL))
    assert wire.ask(one, uri, sni=None).body == b"# One\n"


def test_each_gopher_address_has_its_capsule_and_name(two):
    for server, name in zip(two[1:], ("One", "Two")):
        items = wire.menu(server, b"\r\n")
        assert items[0].display == name
        assert (items[1].host, items[1].port) == (server.host, server.gopher_port)
        assert wire.select(server, b"/page.txt\r\n") == f"page of {name}\r\n".encode()


def test_language_of_the_capsule_is_told(two):
    _, one, other = two
    assert wire.get(one).meta == "text/gemini"
    assert wire.get(other).meta == "text/gemini; lang=ka"


def test_access_log_names_the_capsule(two):
    process, _, other = two
    wire.get(other, "/page.txt")
    process.wait_for_request("/page.txt")
    assert process.requests()[-1]["host"] == "two.test"


REDIRECTS = ["/old/* /new/*", "/a.gmi /b.gmi", "/away gemini://example.org/x?y=z",
             "/far/* gemini://example.org/*", "/now /page.txt temporary", "/with%20blank /page.txt",
             "/grow/* /" + "g" * 900 + "/*"]


@pytest.fixture(name="moved")
def fixture_moved(start, folder):
    root = write_plain(folder / "one", "One", {"old/page.txt": b"old\n", "a.gmi": b"# a\n"})
    text = capsule_text(folder, "one.test", root, [local()], [local()],
                        f"    redirect = {settings.listed(REDIRECTS)}")
    process = start("-c", write_config(folder, text))
    return server_of("one.test", process.ports("gemini")[0], process.ports("gopher")[0])


@pytest.mark.parametrize("path,status,target", [
    ("/a.gmi", 31, "/b.gmi"),
    ("/a.gmi?q=1", 31, "/b.gmi"),
    ("/old/page.txt", 31, "/new/page.txt"),
    ("/old/", 31, "/new/"),
    ("/old/a/b?q", 31, "/new/a/b"),
    ("/old/a%20b%3F", 31, "/new/a%20b%3F"),
    ("/old/%E1%83%97", 31, "/new/%E1%83%97"),
    ("/old/x/../y", 31, "/new/y"),
    ("/away", 31, "gemini://example.org/x?y=z"),
    ("/far/x", 31, "gemini://example.org/x"),
    ("/now", 30, "/page.txt"),
])
def test_redirect(moved, path, status, target):
    reply = wire.get(moved, path)
    assert (reply.status, reply.meta) == (status, target)


@pytest.mark.parametrize("path", ["/a.gmi/", "/a.gm", "/oldest", "/old/../nothing", "/away/x"])
def test_redirect_is_for_its_own_path_only(moved, path):
    assert wire.get(moved, path).status == 51


def test_redirect_of_a_folder_begins_behind_its_slash(moved):
    assert wire.get(moved, "/old").meta == "/old/"


def test_redirect_too_long_for_a_header_is_never_sent(moved):
    """Gemini 0.24.1 Responses: at most 1024 bytes; wire.py checks the header."""
    wire.get(moved, "/grow/" + "x" * 900)


def test_redirect_over_gopher_tells_the_place(moved):
    assert "/b.gmi" in wire.is_error(moved, b"/a.gmi\r\n").display
    assert "/new/page.txt" in wire.is_error(moved, b"/old/page.txt\r\n").display


def test_one_protocol_alone_will_do(start, folder):
    root = write_plain(folder / "one", "One")
    process = start("-c", write_config(folder, capsule_text(folder, "one.test", root, (),
                                                            [local()])))
    assert process.ports("gemini") == []
    assert process.fingerprints() == {}
    assert wire.menu(server_of("one.test", 0, process.ports("gopher")[0]), b"\r\n")


def test_check_says_nothing_and_starts_nothing(folder):
    port = daemon.free_port()
    text = capsule_text(folder, "one.test", write_plain(folder / "one", "One"), [local(port)])
    process = daemon.Daemon("-n", "-c", write_config(folder, text))
    assert not process.wait_for(lambda lines: "kapsulad: serving" in lines)
    process.kill()
    assert process.exit_code == 0
    assert not [text for text in process.lines if "listening" in text]


def test_comments_and_own_values_are_read(start, folder):
    text = capsule_text(folder, "one.test", write_plain(folder / "one", "One"), (), [local()])
    process = start("-c", write_config(
        folder, "# a comment", 'user = "nobody"', "workers = auto", "first-byte-timeout = 5",
        "request-timeout = 10", "stall-timeout = 20", "drain-timeout = 2", "max-connections = 9",
        "max-per-prefix = 3", text))
    assert process.ports("gopher")


def test_pairs_are_made_in_the_folder_certs(folder, start):
    certs = folder / "pairs"
    certs.mkdir()
    root = write_plain(folder / "plain", "Plain")
    config = write_config(folder, f'certs = "{certs}"', 'capsule "bücher.test" {',
                          f'    root = "{root}"', f'    gemini = {{ "{local()}" }}', "}", "")
    result = subprocess.run([daemon.BUILD / "kapsulad", "-n", "-c", config], capture_output=True,
                            text=True, timeout=10, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert list(certs.iterdir()) == [], "checking makes nothing"
    process = start("-c", config)
    names = sorted(file.name for file in certs.iterdir())
    assert names == ["xn--bcher-kva.test.crt", "xn--bcher-kva.test.key"]
    one = server_of("xn--bcher-kva.test", process.ports("gemini")[0])
    assert wire.get(one).body == b"# Plain\n"


FILES = 256  # that a process may have open


def start_with_few_files(folder, *settings_lines):
    """What a daemon that may open few files says of connections."""
    text = capsule_text(folder, "one.test", write_plain(folder / "one", "One"), (), [local()])
    config = write_config(folder, "workers = 2", *settings_lines, text)
    process = daemon.Daemon(f"--nofile={FILES}:{FILES}", daemon.BUILD / "kapsulad", "-c", config,
                            program="prlimit")
    process.wait_until_serving()
    process.kill()
    return [line for line in process.lines if "max-connections" in line]


def test_more_connections_than_fit_are_told(folder):
    told, = start_with_few_files(folder, "max-connections = 500")
    assert "max-connections 500 needs 568 open files a worker" in told
    assert "188 connections at once" in told


@pytest.mark.parametrize("lines", [["max-connections = 188"], []])
def test_what_fits_is_not_told(folder, lines):
    assert not start_with_few_files(folder, *lines)
