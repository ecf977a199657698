"""Thin links: a slow reader gets everything, a silent one does not hold a place for ever."""

import concurrent.futures
import contextlib
import functools
import os
import select
import threading
import time

import pytest

import daemon
import wire
from settings import capsule_text, local, server_of, write_config, write_plain

PAGE = b"".join(b"%07d of a page for a slow reader\n" % number for number in range(30000))
SHORT = PAGE[:len(PAGE) // 60]  # the kernel takes it all at once
HUGE = 24 << 20
FIRST_BYTE, REQUEST, STALL, DRAIN = 1, 2, 2, 1
GRACE = 3
SCENARIOS = {}


def scenario(function):
    """Waiting costs nothing when all wait at once: each scenario has a thread of its own."""
    SCENARIOS[function.__name__] = function
    return function


def scenario_of_both(function):
    """The same, once for each protocol."""
    for protocol in ("gemini", "gopher"):
        SCENARIOS[f"{function.__name__}_over_{protocol}"] = functools.partial(
            function, protocol=protocol)
    return function


@pytest.fixture(name="results", scope="module")
def fixture_results():
    """All scenarios on one daemon with short deadlines."""
    with daemon.folder() as folder:
        root = write_plain(folder / "one", "One", {"big.txt": PAGE, "short.txt": SHORT})
        for protocol in ("gemini", "gopher"):
            (root / f"huge.{protocol}").touch()
            os.truncate(root / f"huge.{protocol}", HUGE)
        config = write_config(
            folder, f"first-byte-timeout = {FIRST_BYTE}", f"request-timeout = {REQUEST}",
            f"stall-timeout = {STALL}", f"drain-timeout = {DRAIN}",
            capsule_text(folder, "one.test", root, [local()], [local()]))
        with daemon.running("-c", config) as process, \
                concurrent.futures.ThreadPoolExecutor(len(SCENARIOS)) as pool:
            server = server_of("one.test", process.ports("gemini")[0], process.ports("gopher")[0])
            yield {name: pool.submit(function, server, process)
                   for name, function in SCENARIOS.items()}


def thin(server):
    """A Gopher connection that takes few bytes ahead of its reader."""
    return wire.connect(server.address, server.gopher_port, room=4096)


def read_slowly(connection, seconds, page=PAGE):
    """All bytes, evenly over about that time: the pace is the reader's."""
    data, start = b"", time.monotonic()
    while piece := connection.recv(len(page) // 60):
        data += piece
        ahead = len(data) / len(page) * seconds - (time.monotonic() - start)
        if ahead > 0:
            select.select([], [], [], ahead)
    return data


@scenario
def slow_gemini_reader_gets_a_large_page_whole(server, _process):
    with wire.open_tls(server, room=4096) as tls:
        tls.sendall(wire.line(server.uri("/big.txt")))
        data = read_slowly(tls, STALL + DRAIN + 1)
    assert wire.parse_reply(data).body == PAGE


@scenario
def slow_gopher_reader_gets_a_large_page_whole(server, _process):
    with thin(server) as connection:
        connection.sendall(b"/big.txt\r\n")
        data = read_slowly(connection, STALL + DRAIN + 1)
    assert data == PAGE.replace(b"\n", b"\r\n")


@scenario
def slow_reader_of_a_page_long_since_written_gets_it_whole(server, _process):
    """What counts is what has come, not what the kernel took."""
    with thin(server) as connection:
        connection.sendall(b"/short.txt\r\n")
        data = read_slowly(connection, STALL + DRAIN + 1, SHORT)
    assert data == SHORT.replace(b"\n", b"\r\n")


@scenario
def reader_slow_enough_to_pause_is_not_cut_off(server, _process):
    """Pauses shorter than the deadline, together longer than it."""
    with wire.open_tls(server, room=4096) as tls:
        tls.sendall(wire.line(server.uri("/big.txt")))
        data = tls.recv(1000)
        for _ in range(3):
            select.select([], [], [], STALL * 0.6)
            while len(data) % 65536 < 60000:
                data += tls.recv(5000)
            data += tls.recv(10000)
        data += wire.read_to_end(tls)
    assert wire.parse_reply(data).body == PAGE


@scenario
def bytes_sent_after_the_request_do_not_cost_the_tail(server, _process):
    """Unread bytes at a close make a reset, which would throw the tail away."""
    with thin(server) as connection:
        connection.sendall(b"/big.txt\r\n" + b"x" * 3000)
        data = connection.recv(100)
        connection.sendall(b"y" * 3000)
        data += read_slowly(connection, DRAIN + 1)
    assert data == PAGE.replace(b"\n", b"\r\n")


@scenario
def request_a_byte_at_a_time_over_bare_tcp(server, _process):
    """The handshake, too: each byte is a segment of its own."""
    incoming, outgoing = ssl_ends()
    with wire.connect(server.address, server.gemini_port) as raw:
        tls = wire.new_context().wrap_bio(incoming, outgoing, server_hostname=server.host)
        exchange(raw, incoming, outgoing, tls.do_handshake)
        tls.write(wire.line(server.uri()))
        data = b""
        while piece := exchange(raw, incoming, outgoing, lambda: tls.read(65536)):
            data += piece
    assert wire.parse_reply(data).body == b"# One\n"


def ssl_ends():
    return wire.ssl.MemoryBIO(), wire.ssl.MemoryBIO()


def send_bytes(raw, data):
    for byte in data:
        raw.sendall(bytes([byte]))


def exchange(raw, incoming, outgoing, call):
    """Runs a TLS call to its end, its bytes sent one by one; b"" at close_notify."""
    while True:
        try:
            result = call()
            send_bytes(raw, outgoing.read())
            return result
        except wire.ssl.SSLWantReadError:
            send_bytes(raw, outgoing.read())
            came = raw.recv(65536)
            incoming.write(came) if came else incoming.write_eof()
        except wire.ssl.SSLZeroReturnError:
            return b""


def seconds_until_dropped(connection):
    """How long until the server ends it."""
    start = time.monotonic()
    with contextlib.suppress(ConnectionError, wire.ssl.SSLError):
        while connection.recv(65536):
            pass
    return time.monotonic() - start


@scenario_of_both
def silent_client_is_dropped_after_the_first_deadline(server, _process, protocol):
    port = server.gemini_port if protocol == "gemini" else server.gopher_port
    with wire.connect(server.address, port) as raw:
        assert FIRST_BYTE - 0.1 <= seconds_until_dropped(raw) < FIRST_BYTE + GRACE


@scenario
def client_silent_after_the_handshake_is_dropped(server, _process):
    with wire.open_tls(server) as tls:
        assert REQUEST - 0.5 <= seconds_until_dropped(tls) < REQUEST + GRACE


def trickle(connection, stop):
    """A byte now and then, never a line's end."""
    with contextlib.suppress(OSError):
        while not stop.wait(0.2):
            connection.sendall(b"x")


@scenario_of_both
def endless_trickle_is_dropped_after_the_request_deadline(server, _process, protocol):
    """A byte does not begin the deadline anew."""
    connection = wire.open_tls(server) if protocol == "gemini" \
        else wire.connect(server.address, server.gopher_port)
    stop = threading.Event()
    thread = threading.Thread(target=trickle, args=(connection, stop))
    thread.start()
    with connection:
        assert REQUEST - 0.5 <= seconds_until_dropped(connection) < REQUEST + GRACE
    stop.set()
    thread.join()


@scenario_of_both
def reader_who_takes_nothing_is_dropped(server, process, protocol):
    connection = wire.open_tls(server, room=4096) if protocol == "gemini" else thin(server)
    with connection:
        path = f"/huge.{protocol}"
        connection.sendall(wire.line(server.uri(path) if protocol == "gemini" else path))
        process.wait_for_request(path, timeout=STALL * 2 + GRACE)
        found = [request for request in process.requests() if request["path"] == path][0]
        assert int(found["bytes"]) < HUGE
        assert int(found["ms"]) >= STALL * 1000 - 100
        with pytest.raises(ConnectionResetError):
            wire.read_to_end(wire.same_connection(connection))


@scenario
def client_that_never_closes_is_dropped_after_the_reply(server, _process):
    """It has its page and close_notify, and keeps its side open."""
    with wire.connect(server.address, server.gopher_port) as raw:
        raw.sendall(b"/page.txt\r\n")
        assert wire.read_to_end(raw) == b"page of One\r\n"
        poll = select.poll()
        poll.register(raw, 0)
        end = time.monotonic() + STALL + DRAIN + GRACE
        while not poll.poll(50):
            assert time.monotonic() < end, "still open"
            with contextlib.suppress(ConnectionError):
                raw.send(b"x")


@pytest.mark.parametrize("name", SCENARIOS)
def test_thin_link(results, name):
    results[name].result(timeout=30)


def test_full_house_serves_on_when_a_place_is_free(start, folder):
    root = write_plain(folder / "one", "One")
    process = start("-c", write_config(
        folder, "workers = 1", "max-connections = 4", "max-per-prefix = 4",
        capsule_text(folder, "one.test", root, (), [local()])))
    server = server_of("one.test", 0, process.ports("gopher")[0])
    silent = [wire.connect(server.address, server.gopher_port) for _ in range(8)]
    assert wire.select(server, b"/page.txt\r\n") == b"page of One\r\n"
    for connection in silent:
        connection.close()
