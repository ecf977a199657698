"""Gemini 0.24.1 Responses: header, media type, body, and the end of the connection.

What every reply must keep (one blank, CRLF, defined status, no body but after 2x, close_notify,
FIN) is checked in wire.py for every request of the suite."""

import ssl
import urllib.parse

import pytest

import capsule
import wire
from wire import ask, get, line


@pytest.mark.parametrize("request_line", [
    b"gemini://HOST/\r\n", b"gemini://HOST/nothing-here\r\n", b"\r\n", b"gemini://example.org/\r\n",
    b"https://HOST/\r\n", b"\xff\r\n", b"x" * 3000])
def test_close_notify_ends_every_reply(server, request_line):
    with wire.open_tls(server) as tls:
        wire.send(tls, request_line.replace(b"HOST", server.host.encode()))
        wire.read_to_end(tls)
        raw = tls.unwrap()
        with raw:
            assert raw.recv(1) == b""


def test_missing_close_notify_would_be_noticed(server):
    """An end without close_notify is an error for the client used here."""
    with wire.open_tls(server) as tls, wire.same_connection(tls) as raw:
        raw.shutdown(wire.socket.SHUT_RDWR)
        with pytest.raises((ssl.SSLError, OSError)):
            tls.recv(1)


def test_not_found_is_51_without_a_body(server):
    reply = get(server, "/there-is-no-such-page-here")
    assert (reply.status, reply.body) == (51, b"")


pytest_own = pytest.mark.own_capsule


@pytest_own
@pytest.mark.parametrize("name", sorted(
    name for name in capsule.GEMINI
    if not name.startswith(".") and "draft" not in name and name not in ("gone.txt", "moved.txt")))
def test_every_file_arrives_byte_for_byte(server, name):
    reply = get(server, "/" + urllib.parse.quote(name))
    assert reply.status == 20
    assert reply.body == capsule.GEMINI[name]


@pytest_own
@pytest.mark.parametrize("path,meta", [
    ("/plain.txt", "text/plain"),
    ("/photo.png", "image/png"),
    ("/thing.zzz", "application/octet-stream"),
    ("/no_suffix", "application/octet-stream"),
])
def test_type_by_suffix(server, path, meta):
    assert get(server, path).meta.split(";")[0] == meta


@pytest_own
def test_type_by_the_table_comes_before_the_suffix(server):
    assert get(server, "/typed.txt").meta == "text/html; charset=utf-8"


@pytest_own
def test_language_is_a_parameter_of_gemtext(server):
    assert get(server, "/about.gmi").meta == "text/gemini; lang=ka"


@pytest_own
def test_unknown_language_is_not_made_up(server):
    assert "lang" not in get(server, "/news/").meta


@pytest_own
def test_folder_is_its_index(server):
    assert get(server, "/news/") == get(server, "/news/index.gmi")
    assert get(server, "/") == get(server, "/index.gmi")


@pytest_own
@pytest.mark.parametrize("path,target", [("/news", "/news/"), ("/a%20folder", "/a%20folder/"),
                                         ("/news?q=1", "/news/"), ("/news/../news", "/news/")])
def test_folder_without_its_slash_is_31(server, path, target):
    reply = get(server, path)
    assert reply.status == 31
    resolved = urllib.parse.urljoin(server.uri(path).replace("gemini:", "http:"), reply.meta)
    assert resolved == server.uri(target).replace("gemini:", "http:")


@pytest_own
def test_folder_without_an_index_is_51(server):
    assert get(server, "/bare/").status == 51
    assert get(server, "/bare/page.txt").status == 20


@pytest_own
def test_empty_file_is_20_without_a_body(server):
    reply = get(server, "/empty.txt")
    assert (reply.status, reply.body) == (20, b"")


@pytest_own
def test_client_that_shuts_its_writing_half_gets_the_whole_page(server):
    with wire.open_tls(server) as tls, wire.same_connection(tls) as raw:
        tls.sendall(line(server.uri("/big.txt")))
        raw.shutdown(wire.socket.SHUT_WR)
        assert wire.parse_reply(wire.read_to_end(tls)).body == capsule.BIG


@pytest_own
def test_two_readers_at_once_get_the_same(server):
    with wire.open_tls(server) as first, wire.open_tls(server) as second:
        wire.send(first, line(server.uri("/big.txt")))
        wire.send(second, line(server.uri("/photo.png")))
        assert wire.read_reply(second).body == capsule.PNG
        assert wire.read_reply(first).body == capsule.BIG


@pytest_own
def test_titan_is_refused_and_its_reply_is_seen(server):
    request = f"titan://{server.host}/new.gmi;size=40000;mime=text/plain"
    assert ask(server, line(request), b"x" * 40000).status in (50, 53, 59, 60, 61)
