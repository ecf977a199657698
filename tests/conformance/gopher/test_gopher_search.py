"""RFC 1436 3.4: an item of type 7 takes words behind a TAB, and the reply is a menu."""

import pytest

import wire
from wire import line, menu

pytestmark = pytest.mark.own_capsule


def check_search_item(server, item, selector="/search"):
    assert (item.type, item.selector) == ("7", selector)
    assert (item.host, item.port) == (server.host, server.gopher_port)


@pytest.mark.parametrize("selector", ["/search", "search", "/search\t", "/search\t \t+"])
def test_selector_alone_says_how(server, selector):
    items = menu(server, line(selector))
    check_search_item(server, items[-1])
    assert any("no word to look for" in item.display for item in items)


@pytest.mark.parametrize("selector,again", [("/search", "Search again"),
                                            ("/search.ka", "ახალი ძიება")])
def test_words_get_a_menu_of_items(server, selector, again):
    items = menu(server, line(f"{selector}\tboats"))
    found = [item for item in items if item.type in "01"]
    assert sorted(item.selector for item in found) == ["/about.gmi", "/news/2026-01-02-pier.gmi"]
    assert {(item.host, item.port) for item in found} == {(server.host, server.gopher_port)}
    check_search_item(server, items[-1], selector)
    assert items[-1].display == again


def test_words_are_utf8(server):
    found = [item for item in menu(server, line("/search\tნავი")) if item.type in "01"]
    assert [item.selector for item in found] == ["/about.ka.gmi"]
    assert "ქართული" in found[0].display


def test_gopher_plus_field_behind_the_words_is_ignored(server):
    assert menu(server, line("/search\tboats\t+")) == menu(server, line("/search\tboats"))


@pytest.mark.parametrize("words", [
    b"\"", b"\"\"", b"AND", b"a OR", b"(", b"*", b"NEAR(a b)", b"title:boats", b"'; DROP TABLE page",
    b"\xff\xfe", b"%00", b"x" * 1000, b"ab " * 330])
def test_all_words_get_a_menu(server, words):
    items = wire.parse_menu(wire.select(server, b"/search\t" + words + b"\r\n"))
    assert items[0].display.startswith("Search") and items[-1].type == "7"


def test_lines_fit_a_terminal(server):
    for words in ("boats", "pier " * 100, "ნავი"):
        for item in menu(server, line("/search\t" + words)):
            assert len(item.display) < 70, item


@pytest.mark.parametrize("selector", ["/search/", "/search.gmi", "/searching", "/search.ru"])
def test_other_selectors_are_no_search(server, selector):
    wire.is_error(server, line(selector))
