"""The access log: what a line tells, of whom it keeps silent, and that nobody waits for its reader."""

import contextlib
import os
import re
import socket
import subprocess

import pytest

import daemon
import settings
import wire

DROPPED = re.compile(r"kapsulad: (\d+) lines? (?:was|were) dropped")
REQUESTS = 50


@pytest.fixture(name="config")
def fixture_config(folder):
    """A configuration of one worker over one page, with more lines."""
    ports = daemon.free_ports(2)
    settings.write_plain(folder / "pages", "Page")

    def write(*lines):
        capsule = settings.capsule_text(folder, "localhost", folder / "pages",
                                        [settings.local(ports[0])], [settings.local(ports[1])])
        return settings.write_config(folder, "workers = 1", *lines, capsule)
    write.server = settings.server_of("localhost", *ports)
    return write


def ask_all(server):
    """A new session, the same again, one of TLS 1.2, and Gopher."""
    context = wire.new_context()
    with wire.open_tls(server, context=context) as tls:
        tls.sendall(wire.line(server.uri("/page.txt?secret")))
        wire.read_reply(tls)
        session = tls.session
    wire.get(server, "/page.txt", context=context, session=session)
    wire.get(server, "/page.txt", context=wire.new_context(maximum=wire.ssl.TLSVersion.TLSv1_2))
    wire.select(server, b"/page.txt\tsecret\r\n")


def test_a_line_tells_what_was_asked_and_how(start, config):
    process = start("-c", config())
    ask_all(config.server)
    process.wait_for_request("/page.txt", 4)
    told = [(found["host"], found["protocol"], found["status"], found["tls"], found["resumed"],
             found["address"]) for found in process.requests()]
    assert told == [("localhost", "gemini", "20", "TLSv1.3", "full", None),
                    ("localhost", "gemini", "20", "TLSv1.3", "resumed", None),
                    ("localhost", "gemini", "20", "TLSv1.2", "full", None),
                    ("localhost", "gopher", "ok", "-", "-", None)]
    assert not any("secret" in line or daemon.LOCAL in line for line in process.lines[-4:])


@pytest.mark.parametrize("form,address", [("none", None), ("prefix", "127.0.0.0/24"),
                                          ("whole", "127.0.0.1")])
def test_the_address_is_told_as_configured(start, config, form, address):
    process = start("-c", config(f"log-address = {form}"))
    ask_all(config.server)
    process.wait_for_request("/page.txt", 4)
    assert {found["address"] for found in process.requests()} == {address}


def fill_pipe(end):
    """Through a description of its own: its flags are not everybody's."""
    own = os.open(f"/proc/self/fd/{end}", os.O_WRONLY | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(own, b"x")
    os.close(own)


def fill_socket(end):
    with socket.socket(fileno=os.dup(end)) as own, contextlib.suppress(BlockingIOError):
        while True:
            own.send(b"x", socket.MSG_DONTWAIT)


def ends_of(kind):
    if kind == "pipe":
        return os.pipe()
    return [one.detach() for one in socket.socketpair()]


def read_until(end, wanted):
    text = b""
    while wanted not in text:
        piece = os.read(end, 65536)
        assert piece, text
        text += piece
    return text.decode("utf-8")


def empty(end):
    text = b""
    os.set_blocking(end, False)
    with contextlib.suppress(BlockingIOError):
        while piece := os.read(end, 65536):
            text += piece
    os.set_blocking(end, True)
    return text.decode("utf-8")


@contextlib.contextmanager
def logging_to(end, config):
    with subprocess.Popen([daemon.BUILD / "kapsulad", "-c", config], stdin=subprocess.DEVNULL,
                          stderr=end, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(daemon.START_TIMEOUT)


@pytest.mark.parametrize("kind,fill", [("pipe", fill_pipe), ("socket", fill_socket)])
def test_nobody_waits_for_the_log(config, kind, fill):
    reader, writer = ends_of(kind)
    with logging_to(writer, config()) as process:
        read_until(reader, b"kapsulad: serving\n")
        fill(writer)
        for _ in range(REQUESTS):
            assert wire.select(config.server, b"/page.txt\r\n").startswith(b"page of")
            assert wire.get(config.server, "/page.txt").status == 20
        text = empty(reader)
        wire.select(config.server, b"/\r\n")
        text += read_until(reader, b" / ok ")
        dropped = sum(map(int, DROPPED.findall(text)))
        assert dropped > REQUESTS
        assert dropped + text.count(" /page.txt ") == 2 * REQUESTS, text
        assert process.poll() is None
    os.close(reader)
    os.close(writer)
