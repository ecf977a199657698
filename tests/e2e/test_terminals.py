"""Clients that people read with, on a terminal: the page's words are found on the screen."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest

import daemon

STARTS = 3
WORDS = ["Harbour", "მოგესალმებით"]
PAGES = {
    "index.gmi": "# Harbour\n\nმოგესალმებით\n\n=> /text.gmi The text\n",
    "text.gmi": "# Inside\n\nგამარჯობა\n",
    "gophermap": "Harbour\nმოგესალმებით\n0The text\t/text.txt\n",
    "text.txt": "Inside\nგამარჯობა\n",
}
INSIDE = ["Inside", "გამარჯობა"]


class Screen:
    """A program on a terminal of its own."""

    def __init__(self, home, command):
        self._tmux = ["tmux", "-L", f"kapsula-{home.name}", "-f", "/dev/null"]
        environment = os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home),
                                    "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home),
                                    "LC_ALL": "C.UTF-8", "TERM": "screen-256color"}
        environment.pop("TMUX", None)
        self._run("new-session", "-d", "-x", "90", "-y", "30", command, env=environment)

    def _run(self, *words, **options):
        return subprocess.run([*self._tmux, *words], check=False, capture_output=True, text=True,
                              timeout=10, **options).stdout

    def shows(self, words, timeout=15):
        """Waits until all of them are on the screen."""
        seen = []

        def has_all():
            seen[:] = [self._run("capture-pane", "-p")]
            return all(word in seen[0] for word in words)
        try:
            daemon.wait_until(has_all, timeout=timeout, pause=0.1)
        except AssertionError:
            raise AssertionError(f"{words} are not on\n{seen[0]}") from None

    def press(self, *keys):
        self._run("send-keys", *keys)

    def close(self):
        self._run("kill-server")


@pytest.fixture(name="open_screen")
def fixture_open_screen():
    with contextlib.ExitStack() as stack:
        home = pathlib.Path(tempfile.mkdtemp(prefix="screen-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)

        def open_screen(command):
            screen = Screen(home, command)
            stack.callback(screen.close)
            return screen
        yield open_screen


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


def begin(open_screen, command, before, words):
    """The client with the first page on its screen. One that stumbles over its own start, as some
    do on a busy machine, is started again."""
    for attempt in range(STARTS):
        screen = open_screen(command)
        try:
            for word, key in before:
                screen.shows([word], 5)
                screen.press(key)
            screen.shows(words, 5)
            return screen
        except AssertionError:
            screen.close()
            if attempt == STARTS - 1:
                raise
    return None


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
