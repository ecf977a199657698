"""Gemini 0.24.1 Input expected: a search page asks for words, which come back as the query."""

import urllib.parse

import pytest

from wire import ask, get, line

pytestmark = pytest.mark.own_capsule


def search(server, words, path="/search"):
    return get(server, path + "?" + urllib.parse.quote(words, safe=""))


@pytest.mark.parametrize("path,prompt", [("/search", "What are you looking for?"),
                                         ("/search.ka", "რას ეძებთ?")])
def test_input_is_expected_with_a_prompt_in_the_language(server, path, prompt):
    reply = get(server, path)
    assert (reply.status, reply.meta, reply.body) == (10, prompt, b"")


@pytest.mark.parametrize("path,lang", [("/search", "en"), ("/search.ka", "ka")])
def test_results_are_gemtext_in_the_language(server, path, lang):
    reply = search(server, "boats", path)
    assert (reply.status, reply.meta) == (20, f"text/gemini; lang={lang}")
    lines = reply.body.decode().split("\n")
    assert lines[0].startswith("# ") and "boats" in lines[0]
    found = [text.split()[1] for text in lines if text.startswith("=>")]
    assert sorted(found) == ["/about.gmi", "/news/2026-01-02-pier.gmi", path]


def test_query_is_percent_encoded_utf8(server):
    assert "/about.ka.gmi" in search(server, "ნავი").body.decode()
    assert get(server, "/search?%62oats").body == search(server, "boats").body


def test_plus_is_no_blank(server):
    """Gemini 0.24.1 URIs: a blank is %20, and "+" stands for itself."""
    assert get(server, "/search?new+pier").body.startswith(b"# Search: new+pier\n")


@pytest.mark.parametrize("query", [
    "", "%20", "%00", "%FF%FE", "%0D%0A", "%22", "%22%22", "AND", "(", "*", "a%20AND", "NEAR(a,b)",
    "title:boats", "%27;DROP%20TABLE%20page", "x" * 900, "%20".join("ab" for _ in range(180))])
def test_every_query_gets_a_page(server, query):
    reply = get(server, "/search?" + query)
    assert reply.status == 20 and reply.body.startswith(b"# Search")
    assert reply.body.decode("utf-8").count("\r") == 0


@pytest.mark.parametrize("query", ["%", "%zz", "a b", "ნავი"])
def test_query_that_is_no_uri_is_59(server, query):
    assert ask(server, line(server.uri("/search?" + query))).status == 59


def test_query_on_a_file_is_ignored(server):
    assert get(server, "/about.gmi?boats").body == get(server, "/about.gmi").body


@pytest.mark.parametrize("path", ["/search/", "/search.gmi", "/searching", "/search.ru", "/Search"])
def test_other_paths_are_no_search(server, path):
    assert get(server, path).status == 51
