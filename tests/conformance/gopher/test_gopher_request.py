"""RFC 1436: `selector [TAB extra] CRLF`."""

import socket

import pytest

import capsule
import daemon
import wire
from wire import is_error, line, menu, select

ROOTS = ["", "/", "1/"]


@pytest.mark.parametrize("selector", ROOTS)
def test_root_is_a_menu(server, selector):
    assert menu(server, line(selector))


@pytest.mark.parametrize("selector", ROOTS)
def test_every_name_of_the_root_is_the_same_menu(server, selector):
    assert select(server, line(selector)) == select(server, line(""))


@pytest.mark.parametrize("selector", ROOTS)
def test_bare_lf_ends_a_request(server, selector):
    assert select(server, selector.encode() + b"\n") == select(server, line(""))


@pytest.mark.parametrize("extra", [b"\t", b"\t+", b"/\t$+", b"\t!", b"\t+text/plain", b"\t\t+",
                                   b"\twords\t+", b"\t$\t1", b"\t+\t0"])
def test_gopher_plus_fields_are_ignored(server, extra):
    assert select(server, extra + b"\r\n") == select(server, line(""))


def test_gopher_plus_item_of_the_root_is_told(server):
    """The gopher client begins with it, and ends without an answer."""
    data = select(server, b"\t$\r\n")
    assert data.startswith(b"+-1\r\n+INFO: 1") and data.endswith(b"\r\n.\r\n")
    assert wire.parse_item(data.split(b"\r\n")[1].decode().removeprefix("+INFO: ")).selector == ""


def test_bytes_after_the_request_are_ignored(server):
    assert select(server, line("") + b"more\r\n" * 50) == select(server, line(""))


def test_request_a_byte_at_a_time(server):
    assert select(server, b"1", b"/", b"\t", b"x", b"\r", b"\n") == select(server, line(""))


def test_longest_selector_of_nothing_is_an_error(server):
    is_error(server, line("/" + "x" * 1023))


@pytest.mark.own_capsule
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_selector_of_1024_bytes_is_taken(server, end):
    selector = b"/" + b"./" * 507 + b"plain.txt"
    assert len(selector) == 1024
    assert select(server, selector + end) == b"one\r\ntwo\r\n"
    assert select(server, b"/" + selector + end).startswith(b"3")


@pytest.mark.parametrize("size", [1025, 1027, 5000, 100000])
def test_selector_over_1024_bytes_is_refused(server, size):
    is_error(server, line("/" + "x" * (size - 1)))


def test_endless_request_without_a_line_end_is_refused(server):
    is_error(server, b"x" * 4000)


@pytest.mark.parametrize("selector", ["/there-is-no-such-page", "there-is-no-such-page",
                                      "/nowhere/at/all", "/%20", "/\x01"])
def test_not_found_is_an_error_line(server, selector):
    is_error(server, line(selector))


@pytest.mark.parametrize("selector", [b"\xff\xfe", b"/\x00", b"/a\rb", b"/\x1b[2J"])
def test_hostile_bytes_are_an_error_line(server, selector):
    is_error(server, line(selector))


@pytest.mark.parametrize("selector", ["/..", "..", "/../", "../../etc/passwd", "/../../etc/passwd",
                                      "/x/../../etc/passwd", "./.."])
def test_climbing_above_the_root_is_an_error(server, selector):
    is_error(server, line(selector))


def test_client_that_shuts_its_writing_half_gets_its_answer(server):
    with wire.connect(server.address, server.gopher_port) as connection:
        connection.sendall(b"\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert wire.parse_menu(wire.read_to_end(connection))


def test_client_that_ends_before_its_line_is_let_go(server):
    with wire.connect(server.address, server.gopher_port) as connection:
        connection.sendall(b"/abou")
        connection.shutdown(socket.SHUT_WR)
        assert len(wire.read_to_end(connection)) < 300


HELLO = (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(11, 43))
         + b"\x20" + bytes(range(64, 96)) + b"\x00\x02\x13\x01\x01\x00")
NOISE = {
    "http": b"GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: x\r\n\r\n",
    "tls": HELLO,
    "rdp": b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x0b\x00\x00\x00",
    "smb": b"\x00\x00\x00\x54\xffSMBr\x00\x00\x00\x00\x18",
    "ssh": b"SSH-2.0-OpenSSH_9.2\r\n",
    "zeros": bytes(64),
}


@pytest.mark.parametrize("kind", NOISE)
def test_noise_is_one_short_error_and_the_end(server, kind):
    is_error(server, NOISE[kind])


@pytest.mark.own_capsule
@pytest.mark.parametrize("kind", NOISE)
def test_noise_is_one_line_in_the_log(kind):
    """By a daemon of its own: at its end all lines are written, and none is another test's."""
    with daemon.folder() as folder:
        with daemon.running("--gopher", f"{daemon.LOCAL}:0", folder) as process:
            alone = wire.Server("localhost", daemon.LOCAL, 0, process.ports("gopher")[0])
            wire.select(alone, NOISE[kind])
        assert len(process.requests()) == 1, process.told()


@pytest.mark.own_capsule
def test_a_request_in_the_log_is_one_line_without_an_address(server, own_daemon):
    path = "/words.txt"
    before = sum(found["path"] == path for found in own_daemon.requests())
    data = select(server, line(path))
    own_daemon.wait_for_request(path, before + 1)
    found = [request for request in own_daemon.requests() if request["path"] == path]
    assert len(found) == before + 1
    assert (found[-1]["host"], found[-1]["protocol"]) == ("localhost", "gopher")
    assert (found[-1]["status"], int(found[-1]["bytes"])) == ("ok", len(data))


@pytest.mark.own_capsule
def test_an_error_in_the_log_is_told_as_one(server, own_daemon):
    select(server, line("/no-such-thing"))
    own_daemon.wait_for_request("/no-such-thing")
    found = [request for request in own_daemon.requests() if request["path"] == "/no-such-thing"]
    assert found[-1]["status"] == "error"


@pytest.mark.own_capsule
@pytest.mark.parametrize("selector", ["/plain.txt", "plain.txt", "//plain.txt", "/./plain.txt",
                                      "/news/../plain.txt"])
def test_selectors_with_and_without_a_slash_are_the_same(server, selector):
    assert select(server, line(selector)) == b"one\r\ntwo\r\n"


@pytest.mark.own_capsule
@pytest.mark.parametrize("selector", ["/news/", "news/", "/news", "news"])
def test_folder_is_its_menu(server, selector):
    assert [item.display for item in menu(server, line(selector))] == ["News", "An item"]


@pytest.mark.own_capsule
@pytest.mark.parametrize("name", ["name with space.txt", "100%.txt", "a?b#c.txt", "თავი.txt"])
def test_selector_is_bytes_without_percent_encoding(server, name):
    assert select(server, line("/" + name)) == capsule.GOPHER[name].replace(b"\n", b"\r\n")


@pytest.mark.own_capsule
@pytest.mark.parametrize("selector", [
    "/.secret", ".secret", "/.hidden/page.txt", "/.hidden/", "/.hidden", "/news/.draft.txt",
    "/name%20with%20space.txt", "/pl%61in.txt", "/PLAIN.TXT", "/plain.txt/", "/bare/", "/bare",
    "/out_absolute.txt", "/out_relative.txt", "/out_folder/secret.txt", "/out_folder/", "/loop.txt",
    "/pipe.txt", "/index.gmi", "/table", "/gopher/gophermap", "/gone.txt"])
def test_what_is_not_published_is_an_error(server, selector):
    is_error(server, line(selector))


@pytest.mark.own_capsule
def test_moved_page_is_served_at_its_old_selector(server):
    assert select(server, line("/moved.txt")) == select(server, line("/plain.txt"))
    assert select(server, line("/moved_to_menu")) == select(server, line("/news/"))


@pytest.mark.own_capsule
@pytest.mark.parametrize("name, place", [("moved_twice.txt", "/moved.txt"),
                                         ("moved_away.txt", "gopher://example.net/")])
def test_moved_twice_or_away_tells_the_new_place(server, name, place):
    assert place in is_error(server, line("/" + name)).display


@pytest.mark.own_capsule
@pytest.mark.parametrize("selector", ["robots.txt", "/robots.txt", "caps.txt", "/caps.txt"])
def test_robots_and_caps_are_found_without_a_slash(server, selector):
    name = selector.lstrip("/")
    assert select(server, line(selector)) == capsule.GOPHER[name].replace(b"\n", b"\r\n")


def test_every_helper_notices_a_wrong_menu():
    """The rules of wire.py can fail."""
    good = b"iText\t\tnone\t0\r\n"
    wire.parse_menu(good + b".\r\n")
    for data in (b"", good, b".\r\n" + good, b"iText\r\n.\r\n", b"iText\t\tnone\r\n.\r\n",
                 b"iText\t\tnone\t0\n.\r\n", b"0a\t/a\t\t70\r\n.\r\n", b"0a\t/a\thost\tport\r\n.\r\n",
                 b"0a\t/a\thost\t70\t+\r\n.\r\n", b"~a\t/a\thost\t70\r\n.\r\n",
                 b"\t\tnone\t0\r\n.\r\n", b"0a\x1b\t/a\thost\t70\r\n.\r\n", b"\r\n.\r\n"):
        with pytest.raises(AssertionError):
            wire.parse_menu(data)
