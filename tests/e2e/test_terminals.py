"""Clients that people read with, on a terminal: the page's words are found on the screen."""

import pytest

from terminal import begin

WORDS = ["Harbour", "მოგესალმებით"]
PAGES = {
    "index.gmi": "# Harbour\n\nმოგესალმებით\n\n=> /text.gmi The text\n",
    "text.gmi": "# Inside\n\nგამარჯობა\n",
    "gophermap": "Harbour\nმოგესალმებით\n0The text\t/text.txt\n",
    "text.txt": "Inside\nგამარჯობა\n",
}
INSIDE = ["Inside", "გამარჯობა"]


@pytest.fixture(name="server")
def fixture_server(serve, folder):
    (folder / "pages").mkdir()
    for name, text in PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    return serve(folder / "pages")[1]


# What starts the client, the keys that it wants before the page is there (and what it shows then),
# and those that lead on from it.
GEMINI = {"amfora": ("amfora gemini://localhost:{port}/", [], ["1", "Enter"]),
          "bombadillo": ("bombadillo gemini://localhost:{port}/", [], ["1"])}
GOPHER = {"gopher": ("gopher localhost {port}", [("RETURN", "Enter"), ("[1]", "Enter")],
                     ["Enter"]),
          "lynx": ("lynx gopher://localhost:{port}/", [], ["Right"]),
          "sacc": ("sacc gopher://localhost:{port}/", [], ["G", "l"]),
          "vf1": ("vf1 gopher://localhost:{port}/", [], ["1", "Enter"]),
          "bombadillo": ("bombadillo gopher://localhost:{port}/", [], ["1"])}


# From 1992: it shows no letters but those of ASCII.
ASCII_ONLY = {"gopher"}


def read(client, open_screen, port, clients):
    command, before, after = clients[client]
    shown = slice(1) if client in ASCII_ONLY else slice(None)
    screen = begin(open_screen, command.format(port=port), before, WORDS[shown])
    screen.press(*after)
    screen.shows(INSIDE[shown])


@pytest.mark.parametrize("client", GEMINI)
def test_gemini_is_read_with(client, server, open_screen):
    read(client, open_screen, server.gemini_port, GEMINI)


@pytest.mark.parametrize("client", GOPHER)
def test_gopher_is_read_with(client, server, open_screen):
    read(client, open_screen, server.gopher_port, GOPHER)
