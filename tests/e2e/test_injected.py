"""The system fails a worker: memory, sockets, files and the loop itself, at the k-th call of each
kind. Whatever the readers of that moment get, the next ones are answered, by the same worker.

KAPSULA_FAULTS=all tries every k; without it those beyond 100 are sampled."""

import contextlib
import errno
import functools
import mmap
import os
import ssl
import struct

import pytest

import daemon
import publish
import settings
import wire

CALLS = ["malloc", "recv", "send", "write", "accept4", "openat2", "epoll_wait", "epoll_ctl",
         "mmap", "pread"]
FAULTS = [("malloc", errno.ENOMEM), ("recv", errno.ECONNRESET), ("recv", errno.ENOMEM),
          ("send", errno.EPIPE), ("send", errno.ENOBUFS),
          ("write", errno.EPIPE), ("write", errno.EAGAIN),
          ("accept4", errno.EMFILE), ("accept4", errno.ENFILE), ("accept4", errno.ENOBUFS),
          ("accept4", errno.ENOMEM), ("accept4", errno.ECONNABORTED),
          ("openat2", errno.EMFILE), ("openat2", errno.ENOMEM), ("openat2", errno.EACCES),
          ("epoll_wait", errno.EINTR), ("epoll_ctl", errno.ENOMEM), ("epoll_ctl", errno.ENOSPC),
          ("mmap", errno.ENOMEM), ("pread", errno.EIO)]
TEXTS = {"index.txt": "Harbour\n\nWe help sailors.\n", "boats.txt": "Boats\n\nOld ones.\n",
         "files/plan.pdf": b"%PDF-1.4\n%%EOF\n"}
SELECTORS = (b"/\r\n", b"/boats.gmi\r\n", b"/search\tboats\r\n", b"/files/\r\n")
# Without these a search result has no snippet, and a reply on Gopher, which tells no end, is cut off.
LESS = {"send", "openat2", "mmap", "pread"}
EVERY_K = 100
LOOK = 2  # seconds, after which a new build is looked for
HAS_SANITIZER = b"__asan_init" in (daemon.BUILD / "kapsulad").read_bytes()


class Plan:
    """What the preloaded library reads: call, countdown, error, has_failed; and leap."""

    def __init__(self, path):
        path.write_bytes(bytes(20))
        path.chmod(0o666)
        self.environment = {"INJECT_PLAN": str(path),
                            "LD_PRELOAD": str(daemon.BUILD / "inject.so")}
        with open(path, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), 20)
        self._leap = 0

    def leap(self, seconds):
        """The worker's clock goes forward."""
        self._leap += seconds
        self._map[16:] = struct.pack("i", self._leap)

    def arm(self, call, k, error):
        self._map[:16] = struct.pack("4i", CALLS.index(call) + 1, k, error, 0)

    def disarm(self):
        """Whether it came to the failure."""
        has_failed = struct.unpack("4i", self._map[:16])[3]
        self._map[:16] = bytes(16)
        return bool(has_failed)


@pytest.fixture(name="plan")
def fixture_plan(folder):
    return Plan(folder / "plan")


@pytest.fixture(name="house")
def fixture_house(folder, plan):
    """A daemon of one worker, a link to be flipped, and where it is."""
    publish.build(folder, TEXTS, "Title: Harbour\n")
    publish.build(folder, TEXTS | {"boats.txt": "Boats\n\nNew ones.\n"}, "Title: Harbour\n")
    config = settings.write_config(
        folder, "workers = 1", settings.capsule_text(folder, "localhost", folder / "public",
                                                     [settings.local()], [settings.local()],
                                                     "    listing = true"))
    process = daemon.Daemon("-c", config, environment=plan.environment,
                            may_tell="no (descriptor|memory) left.*|.* cannot be (read|opened).*")
    try:
        process.wait_until_serving()
        yield process, settings.server_of("localhost", process.ports("gemini")[0],
                                          process.ports("gopher")[0]), folder / "public"
        process.end()
    finally:
        process.kill()


def flip(out, plan):
    """Publishes the other of the two builds, to be seen with the next request."""
    names = sorted(os.listdir(out / "builds"))
    current = os.path.basename(os.readlink(out / "current"))
    other = next(name for name in names if name != current)
    os.symlink(f"builds/{other}", out / "next")
    os.rename(out / "next", out / "current")
    plan.leap(LOOK)


class Day:
    """What readers do in a worker's ordinary day, and get for it; any of it may fail."""

    def __init__(self, server):
        self._server = server
        self._context = wire.new_context()
        self.answers = set()

    def _get(self, path, **options):
        reply = wire.get(self._server, path, context=self._context, **options)
        if reply.status == 20:
            self.answers.add((path, reply.body))

    def _search_and_resume(self):
        with wire.open_tls(self._server, context=self._context) as tls:
            tls.sendall(wire.line(self._server.uri("/search?boats")))
            reply = wire.read_reply(tls)
            if reply.status == 20:
                self.answers.add(("/search?boats", reply.body))
            self._get("/", session=tls.session)

    def _select(self, selector):
        answer = wire.select(self._server, selector)
        if not answer.startswith(b"3") and answer:
            self.answers.add((selector, answer))

    def pass_by(self):
        """The answers that were no errors."""
        self.answers = set()
        steps = [lambda: self._get("/boats.gmi"), self._search_and_resume,
                 *(functools.partial(self._select, selector) for selector in SELECTORS)]
        for step in steps:
            with contextlib.suppress(OSError, ssl.SSLError, AssertionError):
                step()
        return self.answers


def learn(day, out, plan):
    """The answers of a good day, with either build."""
    known = set()
    for _ in range(2):
        flip(out, plan)
        known |= day.pass_by()
    return known


def assert_answered(server):
    assert wire.get(server, "/").status == 20
    assert b"Harbour" in wire.select(server, b"/\r\n")


def next_k(k):
    return k + 1 if k < EVERY_K or os.environ.get("KAPSULA_FAULTS") == "all" else k + k // 8


@pytest.mark.skipif(HAS_SANITIZER, reason="a sanitizer's malloc cannot be preloaded over")
@pytest.mark.parametrize("call,error", FAULTS,
                         ids=[f"{call}-{errno.errorcode[error]}" for call, error in FAULTS])
def test_the_next_reader_is_answered(house, plan, capsys, call, error):
    process, server, out = house
    before = process.processes()
    day = Day(server)
    known = learn(day, out, plan)
    k, has_failed = 1, True
    while has_failed:
        flip(out, plan)
        plan.arm(call, k, error)
        answers = day.pass_by()
        assert call in LESS or answers <= known, f"{call} {k}: {answers - known}"
        has_failed = plan.disarm()
        assert_answered(server)
        assert process.processes() == before, f"{call} {k}: {process.told()}"
        last, k = k, next_k(k)
    assert last > 1, f"{call} was never called"
    with capsys.disabled():
        print(f"\n{call} {errno.errorcode[error]}: k = 1…{last - 1}", end=" ")
