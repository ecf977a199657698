"""Clients that people search with, on a terminal: what they typed is found on the screen."""

import pytest

import publish
import terminal

TEXTS = {"index.txt": "Harbour\n\nWe help sailors.\n",
         "boats.txt": "Our boats\n\nThe lighthouse keeper paints them in spring.\n",
         "tea.txt": "Our tea\n\nIt is hot.\n"}
FOUND = ["Our boats", "keeper paints"]


@pytest.fixture(name="server")
def fixture_server(serve, folder):
    publish.build(folder, TEXTS)
    return serve(folder / "public")[1]


# What starts the client at the search, the keys that it wants before it asks for words (and what it
# shows then), what it asks with, and the keys behind the words.
CLIENTS = {
    "amfora": ("amfora gemini://localhost:{gemini}/search", [], "looking for", ["Enter", "Enter"]),
    "bombadillo": ("bombadillo gemini://localhost:{gemini}/search", [], "looking for", ["Enter"]),
    "bombadillo on Gopher": ("bombadillo gopher://localhost:{gopher}/7/search", [], "Loading",
                             ["Enter"]),
    "gopher": ("gopher -p /search -t 7 localhost {gopher}", [("RETURN", "Enter"), ("<?>", "Enter")],
               "Words to search for", ["Enter"]),
    "lynx": ("lynx gopher://localhost:{gopher}/7/search", [], "query", ["Enter"]),
    "sacc": ("sacc gopher://localhost:{gopher}/7/search", [], "search string", ["Enter"]),
    "vf1": ("vf1 gopher://localhost:{gopher}/7/search", [], "Query term", ["Enter"]),
}


@pytest.mark.parametrize("client", CLIENTS)
def test_words_are_looked_for_with(client, server, open_screen):
    command, before, asks, after = CLIENTS[client]
    command = command.format(gemini=server.gemini_port, gopher=server.gopher_port)
    screen = terminal.begin(open_screen, command, before, [asks])
    screen.press("lighthouse")
    screen.shows(["lighthouse"])
    for key in after:
        screen.press(key)
    screen.shows(FOUND)
