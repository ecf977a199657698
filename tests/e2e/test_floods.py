"""Too many at once: whoever reads is answered, whatever the others do."""

import contextlib
import itertools
import os
import socket
import struct
import threading
import time

import pytest

import daemon
import wire
from settings import capsule_text, local, server_of, write_config, write_plain

MAX, SHARE = 20, 5
PAGE = b"page of One\n"
HUGE = 24 << 20
FLOODER, READER = "127.0.0.2", "127.0.0.3"
STALL = 3  # seconds
NO_PLACE = f"no place left: all {MAX} connections .*; raise max-connections"
FILES = 120
NO_DESCRIPTOR = f"no descriptor left: all {FILES} .*; raise LimitNOFILE .*"


@pytest.fixture(name="house")
def fixture_house(start, folder):
    """Starts a daemon with few places, and deadlines that no test waits for."""
    def open_house(*settings, **options):
        root = write_plain(folder / "one", "One")
        (root / "huge.txt").touch()
        os.truncate(root / "huge.txt", HUGE)
        process = start("-c", write_config(
            folder, "workers = 1", f"max-connections = {MAX}", "first-byte-timeout = 600",
            "request-timeout = 600", *settings,
            capsule_text(folder, "one.test", root, [local()], [local()])), **options)
        return process, server_of("one.test", process.ports("gemini")[0],
                                  process.ports("gopher")[0])
    return open_house


@pytest.fixture(name="crowd")
def fixture_crowd():
    """Connections that stay open until the test's end."""
    with contextlib.ExitStack() as stack:
        yield stack


def read_gemini(server, source):
    with wire.open_tls(server, source=source) as tls:
        wire.send(tls, wire.line(server.uri("/page.txt")))
        return wire.read_reply(tls)


def read_gopher(server, source):
    with wire.connect(server.address, server.gopher_port, source=source) as connection:
        wire.send(connection, b"/page.txt\r\n")
        return wire.read_to_end(connection)


def assert_served(server, source=READER):
    assert read_gemini(server, source).body == PAGE
    assert read_gopher(server, source) == PAGE.replace(b"\n", b"\r\n")


def one_source():
    return itertools.repeat(FLOODER)


def many_sources():
    return (f"127.1.{number // 250}.{number % 250 + 1}" for number in itertools.count())


def hello():
    """The bytes with which a handshake begins."""
    incoming, outgoing = wire.ssl.MemoryBIO(), wire.ssl.MemoryBIO()
    tls = wire.new_context().wrap_bio(incoming, outgoing, server_hostname="one.test")
    with contextlib.suppress(wire.ssl.SSLWantReadError):
        tls.do_handshake()
    return outgoing.read()


FIRST_BYTES = {"silent": b"", "a_byte": b"\x16", "half_a_hello": hello()[:100],
               "half_a_handshake": hello()}


def open_many(crowd, server, count, sources, first_bytes=b""):
    for source in itertools.islice(sources, count):
        connection = crowd.enter_context(
            wire.connect(server.address, server.gemini_port, source=source))
        wire.send(connection, first_bytes)


@pytest.mark.parametrize("sources", [one_source, many_sources])
@pytest.mark.parametrize("name", FIRST_BYTES)
def test_unfinished_ones_give_way(house, crowd, name, sources):
    """As many as there are places, ten times over."""
    _, server = house()
    for _ in range(10):
        open_many(crowd, server, MAX, sources(), FIRST_BYTES[name])
        assert_served(server)


def test_reader_behind_the_address_of_a_flood_is_served(house, crowd):
    _, server = house()
    open_many(crowd, server, 10 * MAX, one_source())
    assert_served(server, FLOODER)


def is_open(connection):
    """Nothing came, not even the end."""
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


def test_flood_does_not_push_out_a_slow_reader_from_elsewhere(house, crowd):
    """One who has not come to a request yet is not the oldest of the flood's prefix."""
    _, server = house()
    slow = crowd.enter_context(wire.connect(server.address, server.gopher_port, source=READER))
    open_many(crowd, server, 10 * MAX, one_source())
    assert_served(server)
    assert is_open(slow)
    slow.settimeout(wire.TIMEOUT)
    slow.sendall(b"/page.txt\r\n")
    assert wire.read_to_end(slow) == PAGE.replace(b"\n", b"\r\n")


def test_flood_does_not_push_out_one_who_is_being_served(house, crowd):
    _, server = house()
    reader = crowd.enter_context(
        wire.connect(server.address, server.gopher_port, room=4096, source=READER))
    reader.sendall(b"/huge.txt\r\n")
    begun = reader.recv(1)
    open_many(crowd, server, 10 * MAX, many_sources())
    assert_served(server, "127.0.0.4")
    total = len(begun)
    while piece := reader.recv(1 << 20):
        total += len(piece)
    assert total >= HUGE


def open_readers(crowd, server, count, sources):
    """Readers who take a first byte and no more."""
    for source in itertools.islice(sources, count):
        connection = crowd.enter_context(
            wire.connect(server.address, server.gopher_port, room=4096, source=source))
        connection.sendall(b"/huge.txt\r\n")
        assert connection.recv(1)


def test_no_prefix_is_limited_below_half_of_the_places(house, crowd):
    _, server = house()
    open_readers(crowd, server, MAX // 2 - 1, one_source())
    assert_served(server, FLOODER)


def test_prefix_with_more_than_its_share_has_to_slow_down(house, crowd):
    """Gemini 0.24.1: 44, once the handshake is done; the others are served."""
    process, server = house()
    open_readers(crowd, server, MAX // 2 - 1, one_source())
    open_readers(crowd, server, 2, many_sources())
    assert read_gemini(server, FLOODER).status == 44
    assert wire.parse_error(read_gopher(server, FLOODER)).display
    assert_served(server)
    process.wait_for(lambda _: any(found["status"] == "44" for found in process.requests()))


def test_share_can_be_set(house, crowd):
    """As behind a balancer, where all come from one address."""
    _, server = house(f"max-per-prefix = {MAX}")
    open_readers(crowd, server, MAX - 2, one_source())
    assert_served(server, FLOODER)


def test_last_place_is_not_taken_from_who_has_just_come(house, crowd):
    """A full house frees a place only for one who is there."""
    _, server = house(may_tell=NO_PLACE)
    open_readers(crowd, server, MAX - 1, many_sources())
    last = crowd.enter_context(wire.connect(server.address, server.gopher_port, source=READER))
    with pytest.raises(TimeoutError):
        last.settimeout(0.2)
        last.recv(1)
    last.settimeout(wire.TIMEOUT)
    last.sendall(b"/page.txt\r\n")
    assert wire.read_to_end(last) == PAGE.replace(b"\n", b"\r\n")


def test_readers_who_never_read_give_way(house, crowd):
    """They keep their places as long as there are others; an honest one waits a little."""
    process, server = house(f"stall-timeout = {STALL}", may_tell=NO_PLACE)
    open_readers(crowd, server, MAX, many_sources())
    assert_served(server)
    assert process.told_times("no place left") == 1


def reset(connection):
    """Closes with a reset in the place of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def leave(connection):
    connection.close()


@pytest.mark.parametrize("end", [reset, leave])
@pytest.mark.parametrize("name", FIRST_BYTES)
def test_storm_of_connections_that_go_at_once(house, name, end):
    _, server = house()
    for number in range(300):
        connection = wire.connect(server.address, server.gemini_port, source=FLOODER)
        wire.send(connection, FIRST_BYTES[name])
        end(connection)
        if number % 100 == 50:
            assert_served(server)
    assert_served(server)


def test_storm_of_readers_that_reset(house):
    _, server = house()
    for _ in range(100):
        connection = wire.connect(server.address, server.gopher_port, source=FLOODER)
        connection.sendall(b"/huge.txt\r\n")
        assert connection.recv(1)
        reset(connection)
    assert_served(server)


def test_storm_from_all_sides(house):
    """Several at it at once, with no pause."""
    _, server = house()
    stop = threading.Event()

    def storm(source):
        while not stop.is_set():
            with contextlib.suppress(OSError):
                reset(wire.connect(server.address, server.gemini_port, source=source))

    threads = [threading.Thread(target=storm, args=(f"127.2.0.{number}",))
               for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        assert_served(server)
    stop.set()
    for thread in threads:
        thread.join()


def cpu_seconds(pid):
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e9


# Leaves the program few descriptors: a lower limit, most of it taken already.
CRAMP = f"""#!/usr/bin/python3
import os, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({FILES}, {FILES}))
null = os.open("/dev/null", os.O_RDONLY)
for number in range(10, 100):
    os.dup2(null, number, inheritable=True)
os.execv("{daemon.BUILD}/kapsulad", ["kapsulad", *sys.argv[1:]])
"""


@pytest.fixture(name="cramped")
def fixture_cramped(folder):
    """The daemon with fewer descriptors than its places need."""
    program = folder / "cramped"
    program.write_text(CRAMP, encoding="ascii")
    program.chmod(0o755)
    return program


def fill_with_readers(crowd, server):
    """Those who are served, and the first who is not."""
    served = []
    for source in many_sources():
        connection = crowd.enter_context(
            wire.connect(server.address, server.gopher_port, room=4096, source=source))
        connection.sendall(b"/huge.txt\r\n")
        connection.settimeout(1.2)
        try:
            assert connection.recv(1)
        except TimeoutError:
            return served, connection
        served.append(connection)


def test_out_of_descriptors_it_neither_ends_nor_spins(house, crowd, cramped):
    """EMFILE: one who waits is served once there are descriptors again."""
    process, server = house(program=cramped, may_tell=NO_DESCRIPTOR)
    served, waiting = fill_with_readers(crowd, server)
    assert 0 < len(served) < MAX
    worker = process.processes()[1]
    begun, spent = time.monotonic(), cpu_seconds(worker)
    with pytest.raises(TimeoutError):
        waiting.recv(1)
    assert cpu_seconds(worker) - spent < 0.3 * (time.monotonic() - begun)
    reset(served[0])
    waiting.settimeout(wire.TIMEOUT)
    assert waiting.recv(1)
    for connection in [*served[1:], waiting]:
        reset(connection)
    assert_served(server)
    assert process.told_times("no descriptor left") == 1


def test_out_of_descriptors_the_unfinished_give_way(house, crowd, cramped):
    _, server = house(program=cramped, may_tell=NO_DESCRIPTOR)
    open_many(crowd, server, 2 * MAX, many_sources())
    assert_served(server)
