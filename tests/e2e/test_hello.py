"""The hello comes as the link brings it: in pieces, with more behind it, or never whole."""

import ssl

import pytest

import wire


def hello():
    """A client's first words, and the client to go on with."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = wire.new_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    return client, incoming, outgoing


def shake_hands(connection, client, incoming, outgoing):
    while True:
        try:
            client.do_handshake()
            return
        except ssl.SSLWantReadError:
            incoming.write(connection.recv(65536))
        finally:
            connection.sendall(outgoing.read())


def ask(connection, client, incoming, outgoing, server):
    client.write(wire.line(server.uri()))
    connection.sendall(outgoing.read())
    while True:
        try:
            return client.read(2)
        except ssl.SSLWantReadError:
            incoming.write(connection.recv(65536))


@pytest.mark.parametrize("size", [1, 4, 5, 6, 100])
def test_a_hello_in_pieces_is_answered(sample, size):
    client, incoming, outgoing = hello()
    words = outgoing.read()
    with wire.connect(sample.server.address, sample.server.gemini_port) as connection:
        for start in range(0, len(words), size):
            connection.sendall(words[start:start + size])
        shake_hands(connection, client, incoming, outgoing)
        assert ask(connection, client, incoming, outgoing, sample.server) == b"20"


@pytest.mark.parametrize("noise", [b"GET / HTTP/1.0\r\n\r\n", b"gemini://localhost/\r\n", 5 * b"\0",
                                   b"\x16\x03\x01\0\x06abcdef", b"\x16\x03\x01\xff\xff" + 5000 * b"a"])
def test_noise_in_its_place_is_told_so(sample, noise):
    """By an alert (RFC 8446 6), or an end."""
    with wire.connect(sample.server.address, sample.server.gemini_port) as connection:
        connection.sendall(noise)
        said = wire.read_to_end(connection)
    assert said == b"" or said[0] == 21


@pytest.mark.parametrize("part", [b"\x16", b"\x16\x03\x01", b"\x16\x03\x01\x01\x00\x01"])
def test_a_hello_that_ends_halfway_ends_the_connection(sample, part):
    with wire.connect(sample.server.address, sample.server.gemini_port) as connection:
        connection.sendall(part)
        connection.shutdown(1)
        assert wire.read_to_end(connection) == b""
