"""Programs on a terminal of their own, as people read with them."""

import os
import subprocess

import pytest

import daemon

STARTS = 5


def open_pair():
    """Both ends of a pseudo-terminal; skips the test where the machine makes none."""
    try:
        return os.openpty()
    except OSError:
        return pytest.skip("this machine makes no pseudo-terminals; mount devpts at /dev/pts")


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


def begin(open_screen, command, before, words):
    """The client with the first page on its screen. One that stumbles over its own start, as some
    do on a busy machine, is started again."""
    for attempt in range(STARTS):
        screen = open_screen(command)
        try:
            for word, key in before:
                screen.shows([word], 5)
                screen.press(key)
            screen.shows(words, 8)
            return screen
        except AssertionError:
            screen.close()
            if attempt == STARTS - 1:
                raise
    return None
