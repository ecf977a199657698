"""Readers' own software reads the sample: its words are on the screen."""

import os
import subprocess
import urllib.parse

import pytest

import crawl

ITEMS_SHOWN = "01"


def run(*command):
    result = subprocess.run(command, capture_output=True, check=False, timeout=20,
                            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"})
    assert result.returncode == 0, result.stderr
    return result.stdout.decode("utf-8")


def uri_of(server, kind, selector):
    place = urllib.parse.quote(selector)
    if not place.startswith("/"):
        place = "/" + place
    return f"gopher://{server.address}:{server.gopher_port}/{kind}{place}"


@pytest.fixture(name="selectors", scope="module")
def fixture_selectors(served_sample):
    found, _ = crawl.crawl_gopher(served_sample.server)
    return [(kind, selector, data) for selector, (kind, data) in found.items()
            if kind in ITEMS_SHOWN]


def words_shown(kind, data):
    """What a reader should see: of a menu the texts of its lines."""
    lines = data.decode("utf-8").split("\r\n")
    if kind == "1":
        lines = [text.split("\t")[0][1:] for text in lines[:-2]]
    return " ".join(lines).split()


def test_lynx_shows_every_page(sample, selectors):
    for kind, selector, data in selectors:
        screen = run("lynx", "-dump", "-nolist", "-width=900", "-assume_charset=utf-8",
                     "-display_charset=utf-8", uri_of(sample.server, kind, selector))
        missing = set(words_shown(kind, data)) - set(screen.split())
        assert not missing, (selector, screen)


def test_curl_fetches_every_page_whole(sample, selectors):
    for kind, selector, data in selectors:
        screen = run("curl", "-sS", "--max-time", "10", uri_of(sample.server, kind, selector))
        assert screen == data.decode("utf-8")


def test_openssl_client_reads_the_root(sample):
    """A client without a mind of its own: the header, the page, and a clean end."""
    server = sample.server
    result = subprocess.run(
        ["openssl", "s_client", "-quiet", "-connect", f"{server.address}:{server.gemini_port}",
         "-servername", server.host], input=b"gemini://localhost/\r\n", capture_output=True,
        check=False, timeout=20)
    page = (sample.out / "current" / "gemini" / "index.gmi").read_bytes()
    assert result.stdout.startswith(b"20 text/gemini")
    assert result.stdout.endswith(page)
