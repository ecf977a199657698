"""A Gopher client that goes away, in every state, or sends too much: the server serves on."""

import socket
import struct

import pytest

import wire
from wire import line, menu

REQUESTS = {"connected": b"", "half a request": b"/big", "request": b"/big.txt\r\n"}


@pytest.mark.parametrize("with_reset", [False, True])
@pytest.mark.parametrize("state", [*REQUESTS, "half a reply"])
def test_client_that_leaves_harms_nobody(server, state, with_reset):
    with wire.connect(server.address, server.gopher_port) as connection:
        connection.sendall(REQUESTS.get(state, b"/big.txt\r\n"))
        if state == "half a reply":
            connection.recv(10)
        if with_reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert menu(server, line(""))


def test_client_that_sends_on_after_the_reply_gets_it_whole(server):
    with wire.connect(server.address, server.gopher_port) as connection:
        wire.send(connection, b"x" * 1100, *[b"y" * 10000 for _ in range(50)])
        wire.parse_error(wire.read_to_end(connection))


def test_silent_clients_do_not_keep_others_waiting(server):
    silent = [wire.connect(server.address, server.gopher_port) for _ in range(40)]
    assert menu(server, line(""))
    for connection in silent:
        connection.close()
