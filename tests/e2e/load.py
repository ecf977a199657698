"""Readers who ask without a pause, while something happens to the server."""

import collections
import contextlib
import itertools
import threading
import time

import wire

SLOWEST = 2  # seconds; a request that takes longer has failed


class Load:
    """Threads that read pages over both protocols; every reply is checked byte for byte."""

    def __init__(self, server, pages, readers=4):
        self.server = server
        self.pages = pages  # path -> its bytes on Gemini
        self.failures = []
        self.counts = collections.Counter()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(number,), daemon=True)
                         for number in range(readers)]

    def _read(self, number):
        context = wire.new_context()
        paths = itertools.cycle(sorted(self.pages))
        while not self._stop.is_set():
            path = next(paths)
            begun = time.monotonic()
            try:
                if number % 2:
                    assert wire.get(self.server, path, context=context).body == self.pages[path]
                else:
                    data = wire.select(self.server, wire.line(path))
                    assert data.replace(b"\r\n", b"\n") == self.pages[path]
                assert time.monotonic() - begun < SLOWEST, "too slow"
            except (OSError, AssertionError) as error:
                self.failures.append(f"{path}: {error!r}")
            self.counts["gopher" if number % 2 == 0 else "gemini"] += 1

    @property
    def done(self):
        return sum(self.counts.values())

    @contextlib.contextmanager
    def running(self):
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in self._threads:
                thread.join(10)
        assert not any(thread.is_alive() for thread in self._threads), "a reader hangs"
