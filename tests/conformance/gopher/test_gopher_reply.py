"""RFC 1436: menus, texts, binaries and links out of Gopher."""

import re

import pytest

import capsule
import wire
from wire import Item, is_error, line, menu, select


def test_root_menu_keeps_to_the_form(server):
    for item in menu(server, line("")):
        assert item.port <= 65535
        if item.type in "i3":
            assert item.selector == ""


def test_info_lines_carry_a_dummy_host_and_port(server):
    infos = [item for item in menu(server, line("")) if item.type == "i"]
    assert all(item.host != server.host and item.port in (0, 1, 70) for item in infos)


def test_links_to_this_server_work(server):
    for item in menu(server, line("")):
        if (item.host, item.port) == (server.host, server.gopher_port) and item.type in "01":
            assert not select(server, line(item.selector)).startswith(b"3")


pytest_own = pytest.mark.own_capsule


@pytest_own
def test_host_and_port_are_filled_in(server):
    items = menu(server, line(""))
    here = server.host, server.gopher_port
    assert Item("0", "About", "/about.txt", *here) in items
    assert Item("1", "News", "/news/", *here) in items
    assert Item("h", "The web", "URL:https://example.org/", *here) in items


@pytest_own
def test_host_and_port_that_are_written_stay(server):
    assert Item("1", "Elsewhere", "/x", "gopher.example", 7070) in menu(server, line(""))


@pytest_own
def test_port_alone_is_filled_in(server):
    half = [item for item in menu(server, line("")) if item.display == "Half"]
    assert [item.host for item in half] == ["gopher.example"]
    assert half[0].port in (70, server.gopher_port)


@pytest_own
def test_lines_without_a_tab_are_information_in_order(server):
    shown = [(item.type, item.display) for item in menu(server, line(""))]
    assert shown == [("i", "Welcome"), ("i", ""), ("0", "About"), ("1", "News"),
                     ("1", "Elsewhere"), ("1", "Half"), ("h", "The web"), ("i", "CRLF here"),
                     ("0", "CRLF there"), ("i", "."), ("i", "no line end")]


@pytest_own
def test_empty_menu_is_its_final_dot(server):
    assert select(server, line("/empty/")) == b".\r\n"


@pytest_own
def test_long_menu_is_whole(server):
    items = menu(server, line("/many/"))
    assert [item.display for item in items] == [f"Item {number}" for number in range(4000)]
    assert {(item.host, item.port) for item in items} == {(server.host, server.gopher_port)}


@pytest_own
def test_overlong_menu_line_breaks_nothing(server):
    items = menu(server, line("/wide/"))
    assert items[0].type == "i"
    assert items[0].display.startswith("w" * 60)
    assert items[-1] == Item("0", "After", "/about.txt", server.host, server.gopher_port)


def lines_of(data):
    """A text's lines; each must end in CRLF."""
    assert data == b"" or data.endswith(b"\r\n"), data[-40:]
    found = data.split(b"\r\n")[:-1]
    assert not [text for text in found if b"\r" in text or b"\n" in text]
    return found


@pytest_own
@pytest.mark.parametrize("name", ["plain.txt", "about.txt", "big.txt", "words.txt", "long.txt",
                                  "empty.txt", "robots.txt"])
def test_text_lines_end_in_crlf(server, name):
    assert lines_of(select(server, line("/" + name))) == capsule.GOPHER[name].splitlines()


@pytest_own
def test_text_with_mixed_line_ends(server):
    found = lines_of(select(server, line("/mixed.txt")))
    assert [text for text in found if text.strip(b" .")] == [b"a", b"b", b"c", b"no line end"]
    assert len(found) == 8


@pytest_own
@pytest.mark.parametrize("name", ["dots.txt", "mixed.txt", "big.txt"])
def test_no_line_is_only_a_dot(server, name):
    assert b"." not in lines_of(select(server, line("/" + name)))


@pytest_own
def test_lines_of_a_dot_are_kept_as_something_like_it(server):
    found = lines_of(select(server, line("/dots.txt")))
    assert len(found) == 40000
    assert len(set(found)) == 1
    assert b"." in found[0]


@pytest_own
def test_text_has_no_final_dot(server):
    assert not select(server, line("/plain.txt")).endswith(b"\r\n.\r\n")


@pytest_own
@pytest.mark.parametrize("name", ["photo.png", "thing.zzz", "no_suffix"])
def test_binary_is_raw_until_close(server, name):
    assert select(server, line("/" + name)) == capsule.GOPHER[name]


@pytest_own
def test_type_by_the_table_is_a_text(server):
    assert select(server, line("/typed.txt")) == b"<p>by the table</p>\r\n"


ALLOWED = ["https://example.org/", "http://example.org/a?b=c&d=e", "gemini://example.org/x",
           "ftp://example.org/f.txt", "mailto:someone@example.org", "HTTPS://EXAMPLE.ORG/"]


@pytest.mark.parametrize("before", ["URL:", "/URL:"])
@pytest.mark.parametrize("target", ALLOWED)
def test_url_selector_is_a_small_page_that_refers_on(server, before, target):
    page = select(server, line(before + target)).decode("utf-8")
    assert "<html" in page.lower() or "<!doctype html" in page.lower()
    assert f'href="{target.replace("&", "&amp;")}"' in page.replace("&#38;", "&amp;")
    assert len(page) < 2000


@pytest.mark.parametrize("target", [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>x</script>",
    "file:///etc/passwd", "vbscript:x", "telnet://example.org/", "", "/local", "//example.org/",
    "example.org", " https://example.org/", "gopher://example.org/"])
def test_url_selector_of_another_scheme_is_an_error(server, target):
    is_error(server, line("URL:" + target))


@pytest.mark.parametrize("hostile", [
    '"><script>alert(1)</script>', "'><b>", "<b>", '" onmouseover="x', "\x1b[2J", "`", "\\",
    "&quot;&gt;", "%22%3E%3Cscript%3E", "'", "a b", "ä", "\x00"])
def test_url_selector_is_escaped(server, hostile):
    data = select(server, line("URL:https://example.org/" + hostile))
    if data.startswith(b"3"):
        wire.parse_error(data)
        return
    page = data.decode("utf-8")
    inside = re.sub(r"<!doctype html>|</?(html|head|meta|title|body|p|a)\b[^<>]*>", "", page,
                    flags=re.IGNORECASE)
    assert "<" not in inside
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", page)
    assert page.count('"') % 2 == 0
    assert not re.search(r"""(href|content)=("[^"]*'[^"]*"|'[^']*"[^']*')""", page)
    assert not re.search(r"&(?!(amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+);)", page)


def test_url_selector_is_not_split_by_a_tab(server):
    page = select(server, b"URL:https://example.org/a\tb\r\n").decode("utf-8")
    assert 'href="https://example.org/a"' in page
