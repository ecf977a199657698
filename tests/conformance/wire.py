"""Clients that send exactly what a test says, and hold every reply to the rules that all share."""

import contextlib
import dataclasses
import os
import re
import socket
import ssl

TIMEOUT = 5
META_MAX = 1024
STATUSES = {10, 11, 20, 30, 31, 40, 41, 42, 43, 44, 50, 51, 52, 53, 59, 60, 61, 62}
HEADER = re.compile(rb"([0-9]{2})(?: ([^ \r\n][^\r\n]*)?)?\r\n")
MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+( *; *[\w-]+=(\"[^\"]*\"|[\w.,+-]+))*")
ITEM_TYPES = "0123456789+TgIhdsi:;P"
FROM_SERVER = object()


@dataclasses.dataclass(frozen=True)
class Server:
    """Where the server under test is, and the name it is asked by."""
    host: str
    address: str
    gemini_port: int
    gopher_port: int

    def uri(self, path="/"):
        """A request's URI; the port is written where it is not the usual one."""
        port = "" if self.gemini_port == 1965 else f":{self.gemini_port}"
        return f"gemini://{self.host}{port}{path}"


@dataclasses.dataclass(frozen=True)
class Reply:
    status: int
    meta: str
    body: bytes


@dataclasses.dataclass(frozen=True)
class Item:
    """A line of a menu (RFC 1436 3.9)."""
    type: str
    display: str
    selector: str
    host: str
    port: int


def line(text):
    return (text if isinstance(text, bytes) else text.encode()) + b"\r\n"


def connect(address, port, room=None, source=None):
    """A TCP connection; room is how many bytes it takes ahead of its reader, source the address
    that it comes from."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.socket(family)
    try:
        raw.settimeout(TIMEOUT)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if room:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        if source:
            raw.bind((source, 0))
        raw.connect((address, port))
    except BaseException:
        raw.close()
        raise
    return raw


def new_context(minimum=ssl.TLSVersion.TLSv1_2, maximum=ssl.TLSVersion.MAXIMUM_SUPPORTED):
    """Trust on first use: any certificate will do, for any name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = minimum
    context.maximum_version = maximum
    # Python takes a missing close_notify for an end unless told not to.
    context.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
    return context


def open_tls(server, sni=FROM_SERVER, context=None, session=None, room=None, source=None):
    """A TLS connection; sni=None sends no name. Its reads fail where close_notify is missing."""
    raw = connect(server.address, server.gemini_port, room, source)
    try:
        return (context or new_context()).wrap_socket(
            raw, server_hostname=server.host if sni is FROM_SERVER else sni,
            suppress_ragged_eofs=False, session=session)
    except BaseException:
        raw.close()
        raise


def same_connection(tls):
    """The TCP connection below, to be closed like any socket."""
    raw = socket.socket(fileno=os.dup(tls.fileno()))
    raw.settimeout(TIMEOUT)
    return raw


def read_to_end(connection):
    """All bytes until the end; with TLS that is close_notify, and anything else an error."""
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def read_reply(tls):
    """Gemini 0.24.1 Closing connections: body, close_notify, then FIN."""
    data = read_to_end(tls)
    with same_connection(tls) as raw:
        assert raw.recv(1) == b"", "bytes after close_notify"
    return parse_reply(data)


def parse_reply(data):
    """Gemini 0.24.1 Responses, the rules for every reply."""
    header = HEADER.match(data)
    assert header, f"no header: {data[:200]!r}"
    status, meta, body = int(header[1]), (header[2] or b"").decode("utf-8"), data[header.end():]
    assert status in STATUSES, f"status {status} is not defined"
    assert len(header[2] or b"") <= META_MAX, "more than 1024 bytes in the header"
    assert not meta.startswith("\ufeff"), "a byte order mark"
    assert not re.search(r"[\x00-\x1f\x7f]", meta), f"control bytes in the header: {meta!r}"
    assert meta or status >= 40, f"status {status} without its text"
    assert not body or status == 20, f"a body after {status}"
    if status == 20:
        assert MEDIA_TYPE.fullmatch(meta), f"not a media type: {meta!r}"
    return Reply(status, meta, body)


def send(connection, *pieces):
    """Sends what the server still takes; it may answer and close before the last byte."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLEOFError,
                             ssl.SSLZeroReturnError):
        for piece in pieces:
            connection.sendall(piece)


def ask(server, *pieces, sni=FROM_SERVER, context=None, session=None):
    """One Gemini request, its bytes as given, a TLS record a piece."""
    with open_tls(server, sni, context, session) as tls:
        send(tls, *pieces)
        return read_reply(tls)


def get(server, path="/", **options):
    return ask(server, line(server.uri(path)), **options)


def select(server, *pieces):
    """One Gopher request, its bytes as given; all bytes of the answer."""
    with connect(server.address, server.gopher_port) as connection:
        send(connection, *pieces)
        return read_to_end(connection)


def parse_item(text):
    """RFC 1436 3.9: four fields, no TAB, CR or LF inside one."""
    fields = text.split("\t")
    assert len(fields) == 4, f"not four fields: {text!r}"
    assert fields[0] and fields[0][0] in ITEM_TYPES, f"no such item type: {text!r}"
    assert not re.search(r"[\x00-\x1f]", "".join(fields)), f"control bytes: {text!r}"
    assert fields[2], f"no host, not even a dummy: {text!r}"
    assert re.fullmatch("[0-9]{1,5}", fields[3]), f"no port: {text!r}"
    return Item(fields[0][0], fields[0][1:], fields[1], fields[2], int(fields[3]))


def parse_menu(data):
    """RFC 1436 3.9: lines of four fields, CRLF each, and a lone "." at the end."""
    assert data.endswith(b"\r\n.\r\n") or data == b".\r\n", f"no final '.': {data[-60:]!r}"
    lines = data.decode("utf-8").split("\r\n")[:-2]
    return [parse_item(text) for text in lines]


def menu(server, request):
    return parse_menu(select(server, request))


def parse_error(data):
    """A short error: one line of type 3, with or without the menu's final "."."""
    text = data.removesuffix(b".\r\n")
    assert text.endswith(b"\r\n") and text.count(b"\n") == 1, f"not one line: {data[:200]!r}"
    item = parse_item(text[:-2].decode("utf-8"))
    assert item.type == "3", f"not an error: {data[:200]!r}"
    assert len(data) < 300, f"a long error: {data!r}"
    return item


def is_error(server, *pieces):
    return parse_error(select(server, *pieces))
