"""A client that goes away, in every state: the server serves on."""

import socket
import struct
import time

import pytest

import wire
from wire import get, line

STATES = ("connected", "half a hello", "hello", "handshake", "half a request", "request",
          "half a reply")


def reset(raw):
    """close() that sends RST at once."""
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()


def close(raw):
    raw.close()


def go_to(server, state):
    """A connection in that state."""
    if state in STATES[:3]:
        raw = wire.connect(server.address, server.gemini_port)
        hello = b"\x16\x03\x01\x00\x40\x01\x00\x00\x3c\x03\x03" + bytes(56)
        if state != "connected":
            raw.sendall(hello[:20] if state == "half a hello" else hello)
        return raw
    tls = wire.open_tls(server)
    with wire.same_connection(tls) as copy:
        request = line(server.uri("/big.txt"))
        if state == "half a request":
            tls.sendall(request[:9])
        elif state != "handshake":
            tls.sendall(request)
        if state == "half a reply":
            tls.recv(10)
        raw = copy.dup()
    tls.close()
    return raw


@pytest.mark.parametrize("leave", [close, reset])
@pytest.mark.parametrize("state", STATES)
def test_client_that_leaves_harms_nobody(server, state, leave):
    leave(go_to(server, state))
    assert get(server).status == 20


def test_a_crowd_that_leaves_harms_nobody(server):
    crowd = [go_to(server, STATES[number % 3]) for number in range(60)]
    assert get(server).status == 20
    for raw in crowd:
        reset(raw)
    assert get(server).status == 20


def test_silent_clients_do_not_keep_others_waiting(server):
    silent = [go_to(server, "connected") for _ in range(40)]
    start = time.monotonic()
    assert get(server).status == 20
    assert time.monotonic() - start < 2
    for raw in silent:
        raw.close()


def test_client_that_sends_on_after_the_reply_gets_it_whole(server):
    """What is unread when a server closes makes a reset, and the reset loses the reply."""
    with wire.open_tls(server) as tls:
        wire.send(tls, b"gemini://" + b"x" * 1100, *[b"y" * 10000 for _ in range(20)])
        assert wire.read_reply(tls).status == 59


@pytest.mark.own_capsule
@pytest.mark.parametrize("leave", [close, reset])
def test_reply_to_a_client_that_left_is_given_up_at_once(server, own_daemon, leave):
    """It would hold its slot and its file until the deadline."""
    path = f"/left_by_{leave.__name__}.txt"
    before = sum(found["path"] == path for found in own_daemon.requests())
    tls = wire.open_tls(server, room=4096)
    tls.sendall(line(server.uri(path)))
    tls.recv(1)
    leave(tls)
    own_daemon.wait_for_request(path, before + 1, timeout=2)
