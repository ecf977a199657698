"""A client that names no way to use a ticket, as those in Go do, is given none."""

import selectors
import socket
import socketserver
import threading

import pytest

import daemon
import wire
from terminal import begin

PSK_KEY_EXCHANGE_MODES = 45
APPLICATION_DATA = 23
REFUSED = "Not served here"  # the address has the port of the tap


class Tap(socketserver.BaseRequestHandler):
    """Passes one connection on to the daemon, and keeps what each side said."""

    def handle(self):
        with socket.create_connection(self.server.onward, timeout=10) as daemon_side:
            said = {self.request: b"", daemon_side: b""}
            other = {self.request: daemon_side, daemon_side: self.request}
            with selectors.DefaultSelector() as selector:
                for side in said:
                    selector.register(side, selectors.EVENT_READ)
                while selector.get_map():
                    for key, _ in selector.select():
                        piece = key.fileobj.recv(65536)
                        said[key.fileobj] += piece
                        if piece:
                            other[key.fileobj].sendall(piece)
                        else:
                            selector.unregister(key.fileobj)
                            other[key.fileobj].shutdown(socket.SHUT_WR)
            self.server.heard.append((said[self.request], said[daemon_side]))


class Tapped(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, onward):
        super().__init__((daemon.LOCAL, 0), Tap)
        self.onward = onward
        self.heard = []


@pytest.fixture(name="tapped")
def fixture_tapped(serve, folder):
    """The daemon behind a tap: the tap, and where it is."""
    (folder / "pages").mkdir()
    server = serve(folder / "pages")[1]
    with Tapped((server.address, server.gemini_port)) as tap:
        threading.Thread(target=tap.serve_forever, args=(0.05,)).start()
        yield tap, wire.Server(server.host, daemon.LOCAL, tap.server_address[1], 0)
        tap.shutdown()


def extensions(hello):
    """The numbers of a client hello's extensions (RFC 8446 4.1.2)."""
    at = 5 + 4 + 2 + 32
    at += 1 + hello[at]
    at += 2 + int.from_bytes(hello[at:at + 2], "big")
    at += 1 + hello[at]
    end = at + 2 + int.from_bytes(hello[at:at + 2], "big")
    at += 2
    found = []
    while at < end:
        found.append(int.from_bytes(hello[at:at + 2], "big"))
        at += 4 + int.from_bytes(hello[at + 2:at + 4], "big")
    return found


def encrypted_records(said):
    at = count = 0
    while at < len(said):
        count += said[at] == APPLICATION_DATA
        at += 5 + int.from_bytes(said[at + 3:at + 5], "big")
    return count


def test_no_ticket_where_none_can_be_used(tapped, open_screen):
    tap, server = tapped
    assert wire.get(server).status == 53
    screen = begin(open_screen, f"amfora gemini://localhost:{server.gemini_port}/", [], [REFUSED])
    screen.close()
    daemon.wait_until(lambda: len(tap.heard) >= 2)
    (python_hello, with_ticket), (amfora_hello, without) = tap.heard[0], tap.heard[-1]
    assert PSK_KEY_EXCHANGE_MODES in extensions(python_hello)
    assert PSK_KEY_EXCHANGE_MODES not in extensions(amfora_hello)
    assert encrypted_records(with_ticket) == encrypted_records(without) + 1
