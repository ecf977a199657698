"""A reader with a stop watch."""

import dataclasses
import select
import socket
import ssl
import time

LONGEST_SILENCE = 120  # seconds
SMALL_ROOM = 4096  # bytes
TLSEXT_PADDING = 1 << 4  # SSL_OP_TLSEXT_PADDING, which Python has no name for


@dataclasses.dataclass
class Sample:
    """Seconds from the first packet on; the reply, and whether its session was resumed."""
    first_text: float = None
    last_byte: float = None
    reply: bytes = b""
    is_resumed: bool = False
    session: object = None


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    # OpenSSL's own default, and so the graphical readers'; Python pads each hello to 512 bytes.
    made.options &= ~TLSEXT_PADDING
    return made


def connect(address, port, room=None):
    """room: bytes that come ahead of the reader."""
    raw = socket.socket()
    raw.settimeout(LONGEST_SILENCE)
    if room:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    raw.connect((address, port))
    # As clients in Go do: the request does not wait for the handshake's acknowledgement.
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return raw


def text_of(protocol, reply):
    """What the reader sees of a reply so far."""
    return reply.partition(b"\r\n")[2] if protocol == "gemini" else reply


def read_reply(stream, protocol, began, sample):
    while piece := stream.recv(65536):
        sample.reply += piece
        sample.last_byte = time.monotonic() - began
        if sample.first_text is None and text_of(protocol, sample.reply):
            sample.first_text = sample.last_byte


def fetch(protocol, address, port, request, tls=None, session=None):
    """One request over a connection of its own."""
    sample, began = Sample(), time.monotonic()
    with connect(address, port) as raw:
        stream = raw
        if protocol == "gemini":
            stream = tls.wrap_socket(raw, server_hostname="localhost", session=session)
        with stream:
            stream.sendall(request.encode() + b"\r\n")
            read_reply(stream, protocol, began, sample)
            if protocol == "gemini":
                sample.session, sample.is_resumed = stream.session, stream.session_reused
    return sample


def stall(address, port, request):
    """Asks for what is larger than its room and stops reading; last_byte is then when it was dropped,
    from its first byte on."""
    with connect(address, port, SMALL_ROOM) as raw:
        raw.sendall(request.encode() + b"\r\n")
        reply = raw.recv(1)
        began = time.monotonic()
        poll = select.poll()
        poll.register(raw, 0)
        if not poll.poll(2 * LONGEST_SILENCE * 1000):
            raise RuntimeError("the connection is still there")
        return Sample(last_byte=time.monotonic() - began, reply=reply)
