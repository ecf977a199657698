"""Gemini 0.24.1 Requests: `absolute-URI CRLF`, one a connection."""

import pytest

import wire
from wire import ask, get, line


def test_root_is_20_text_gemini(server):
    reply = get(server)
    assert reply.status == 20
    assert reply.meta.startswith("text/gemini")
    assert reply.body


def test_empty_path_is_the_root_without_a_redirect(server):
    assert get(server, "") == get(server, "/")


def padded(server, size):
    """A request for the root with a query, of that many bytes before the CRLF."""
    start = server.uri("/?")
    return line(start + "x" * (size - len(start)))


def test_request_of_1024_bytes_is_no_59(server):
    assert ask(server, padded(server, 1024)).status != 59


def test_request_over_1024_bytes_is_59(server):
    assert ask(server, padded(server, 1025)).status == 59


@pytest.mark.parametrize("size", [1026, 1027, 2048, 20000])
def test_request_far_over_1024_bytes_is_59(server, size):
    assert ask(server, padded(server, size)).status == 59


def test_endless_request_without_crlf_is_59(server):
    assert ask(server, b"gemini://" + b"x" * 4000).status == 59


def test_bare_lf_does_not_end_a_request(server):
    assert ask(server, server.uri().encode() + b"\nrest\r\n").status == 59


def test_bare_lf_before_crlf_is_59(server):
    assert ask(server, server.uri().encode() + b"\n\r\n").status == 59


def test_bare_cr_does_not_end_a_request(server):
    assert ask(server, server.uri().encode() + b"\rrest\r\n").status == 59


def test_cr_cr_lf_is_59(server):
    assert ask(server, server.uri().encode() + b"\r\r\n").status == 59


def test_bytes_after_crlf_are_ignored(server):
    assert ask(server, line(server.uri()) + b"and some more\r\n" * 50) == get(server)


def test_second_request_on_a_connection_is_ignored(server):
    assert ask(server, line(server.uri()), line(server.uri("/other"))) == get(server)


def test_empty_line_is_59(server):
    assert ask(server, b"\r\n").status == 59


@pytest.mark.parametrize("reference", ["/", "/index.gmi", "index.gmi", "./", "?query", "1965"])
def test_relative_reference_is_59(server, reference):
    assert ask(server, line(reference)).status == 59


def test_no_scheme_is_59(server):
    assert ask(server, line(server.uri().removeprefix("gemini:"))).status == 59


@pytest.mark.parametrize("userinfo", ["user@", "user:pw@", "@", ":@", "%75@"])
def test_userinfo_is_59(server, userinfo):
    uri = server.uri().replace("gemini://", "gemini://" + userinfo)
    assert ask(server, line(uri)).status == 59


@pytest.mark.parametrize("fragment", ["#top", "#", "?q#top", "#/../x"])
def test_fragment_is_59(server, fragment):
    assert get(server, "/" + fragment).status == 59


@pytest.mark.parametrize("hostile", [b"\xff\xfe", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\x80"])
def test_invalid_utf8_is_59(server, hostile):
    assert ask(server, line(server.uri().encode() + hostile)).status == 59


def test_letters_beyond_ascii_are_59(server):
    """RFC 3986 has no such letters; an IRI is encoded before it is sent."""
    assert get(server, "/თავი").status == 59


@pytest.mark.parametrize("byte", [0x00, 0x01, 0x09, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f])
def test_control_byte_is_59(server, byte):
    assert ask(server, line(server.uri().encode() + bytes([byte]) + b"x")).status == 59


@pytest.mark.parametrize("mark", list(' "<>\\^`{|}[]'))
def test_mark_that_rfc_3986_does_not_allow_is_59(server, mark):
    assert get(server, f"/a{mark}b").status == 59


@pytest.mark.parametrize("before", [b" ", b"\t", b"\xef\xbb\xbf", b"\r\n"])
def test_anything_before_the_uri_is_59(server, before):
    assert ask(server, before + line(server.uri())).status == 59


def test_blank_after_the_uri_is_59(server):
    assert ask(server, line(server.uri() + " ")).status == 59


def test_request_a_byte_at_a_time(server):
    request = line(server.uri())
    assert ask(server, *[bytes([byte]) for byte in request]) == get(server)


@pytest.mark.parametrize("at", [1, 9, -2, -1])
def test_request_across_two_records(server, at):
    request = line(server.uri())
    assert ask(server, request[:at], request[at:]) == get(server)


def test_empty_records_between_are_nothing(server):
    request = line(server.uri())
    assert ask(server, b"", request[:5], b"", request[5:], b"") == get(server)


def test_http_request_is_59(server):
    assert ask(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 59


def test_gopher_request_is_59(server):
    assert ask(server, b"/about\tx\r\n").status == 59


@pytest.mark.own_capsule
def test_query_on_a_static_file_is_ignored(server):
    assert get(server, "/plain.txt?a=b&c") == get(server, "/plain.txt")
    assert get(server, "/plain.txt?") == get(server, "/plain.txt")
    assert get(server, "/?/../x") == get(server, "/")


@pytest.mark.own_capsule
def test_a_request_in_the_log_is_one_line_without_an_address(server, own_daemon):
    path = "/plain.txt"
    before = sum(found["path"] == path for found in own_daemon.requests())
    reply = get(server, path)
    own_daemon.wait_for_request(path, before + 1)
    found = [request for request in own_daemon.requests() if request["path"] == path]
    assert len(found) == before + 1
    assert found[-1]["host"] == "localhost"
    assert found[-1]["status"] == "20"
    assert int(found[-1]["bytes"]) == len(f"20 {reply.meta}\r\n") + len(reply.body)
    assert server.address not in found[-1].group()


@pytest.mark.own_capsule
@pytest.mark.parametrize("encoded,logged", [
    ("/%1b%5b2J", "\\x1b"), ("/a%0d%0ab", "\\x0d\\x0a"), ("/%ff%fe", "\\xff\\xfe"),
    ("/x%20y", "\\x20"), ("/z%7f", "\\x7f")])
def test_hostile_bytes_are_escaped_in_the_log(server, own_daemon, encoded, logged):
    get(server, encoded)
    assert own_daemon.wait_for(lambda _: any(logged in request["path"].lower()
                                             for request in own_daemon.requests()))


def test_every_helper_notices_a_wrong_reply():
    """The rules of wire.py can fail."""
    for data in (b"", b"20\r\n", b"20 text/gemini\n", b"20  text/gemini\r\n", b"21 x/y\r\n",
                 b"51 no\r\nbody", b"20 nonsense\r\n", b"31\r\n", b"20\ttext/gemini\r\n",
                 b"\xef\xbb\xbf20 text/gemini\r\n", b"20 \xef\xbb\xbftext/gemini\r\n",
                 b"40 " + b"x" * 1025 + b"\r\n", b"40 \x1b[2J\r\n", b"200 text/gemini\r\n"):
        with pytest.raises(AssertionError):
            wire.parse_reply(data)
