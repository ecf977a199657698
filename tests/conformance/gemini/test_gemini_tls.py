"""Gemini 0.24.1 and RFC 8446: versions, names, certificates, sessions."""

import hashlib
import socket
import ssl
import subprocess
import warnings

import pytest

import wire
from wire import line

OTHER_HOST = "other.test"
V = ssl.TLSVersion


def version_context(version):
    """A client of one version only; the old ones need the client's own guard lowered."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context = wire.new_context(version, version)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


@pytest.mark.parametrize("version,name", [(V.TLSv1_2, "TLSv1.2"), (V.TLSv1_3, "TLSv1.3")])
def test_version_is_served(server, version, name):
    with wire.open_tls(server, context=version_context(version)) as tls:
        assert tls.version() == name
        wire.send(tls, line(server.uri()))
        assert wire.read_reply(tls).status == 20


def test_tls_1_3_is_preferred(server):
    with wire.open_tls(server) as tls:
        assert tls.version() == "TLSv1.3"


def hello_of(version):
    """The first bytes of a client of that version."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = version_context(version).wrap_bio(incoming, outgoing, server_hostname="localhost")
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


@pytest.mark.parametrize("version", [V.TLSv1, V.TLSv1_1])
def test_older_version_is_refused_in_the_handshake(server, version):
    """RFC 8446 6.2 protocol_version (70): a fatal alert, then the end."""
    with wire.connect(server.address, server.gemini_port) as raw:
        raw.sendall(hello_of(version))
        answer = wire.read_to_end(raw)
    assert answer[:1] == b"\x15", answer
    assert answer[5:7] == b"\x02\x46", answer


def test_renegotiation_is_refused(server):
    """`openssl s_client` asks for it at a line "R"."""
    command = ["openssl", "s_client", "-connect", f"{server.address}:{server.gemini_port}",
               "-tls1_2", "-servername", server.host]
    result = subprocess.run(command, input=b"R\n", capture_output=True, check=False, timeout=20)
    told = result.stdout + result.stderr
    assert b"RENEGOTIATING" in told
    assert b"no renegotiation" in told, told[-500:]


def test_certificate_is_there_without_sni(server):
    with wire.open_tls(server, sni=None) as tls:
        assert tls.getpeercert(binary_form=True)


def test_certificate_is_the_same_in_both_versions(server):
    found = set()
    for version in (V.TLSv1_2, V.TLSv1_3):
        with wire.open_tls(server, context=version_context(version)) as tls:
            found.add(tls.getpeercert(binary_form=True))
    assert len(found) == 1


def test_second_connection_with_a_session_is_served(server):
    context = wire.new_context(maximum=V.TLSv1_2)
    with wire.open_tls(server, context=context) as tls:
        session = tls.session
        wire.send(tls, line(server.uri()))
        assert wire.read_reply(tls).status == 20
    reply = wire.ask(server, line(server.uri()), context=context, session=session)
    assert reply.status == 20


def test_second_connection_with_a_tls_1_3_session_is_served(server):
    context = wire.new_context(minimum=V.TLSv1_3)
    with wire.open_tls(server, context=context) as tls:
        wire.send(tls, line(server.uri()))
        assert wire.read_reply(tls).status == 20
        session = tls.session
    reply = wire.ask(server, line(server.uri()), context=context, session=session)
    assert reply.status == 20


@pytest.fixture(name="client_pair", scope="module")
def fixture_client_pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("client")
    pair = folder / "me.crt", folder / "me.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=reader", "-days", "9",
                    "-out", pair[0], "-keyout", pair[1]], check=True, capture_output=True)
    return pair


@pytest.mark.parametrize("version", [V.TLSv1_2, V.TLSv1_3])
def test_client_with_a_certificate_and_a_session_is_served(server, client_pair, version):
    """A session id context must be set, or the second of the two fails."""
    context = version_context(version)
    context.load_cert_chain(*client_pair)
    session = None
    for _ in range(2):
        with wire.open_tls(server, context=context, session=session) as tls:
            wire.send(tls, line(server.uri()))
            assert wire.read_reply(tls).status == 20
            session = tls.session


@pytest.mark.parametrize("noise", [
    b"GET / HTTP/1.1\r\n\r\n", b"\r\n", b"\x00" * 64, b"gemini://localhost/\r\n", b"\xff" * 2000,
    b"\x16\x03\x01\x00\x05hello", b"\x80\x2e\x01\x00\x02", b"\x16\x03\x01\xff\xff" + b"x" * 3000])
def test_noise_instead_of_tls_ends_the_connection(server, noise):
    with wire.connect(server.address, server.gemini_port) as raw:
        wire.send(raw, noise)
        raw.shutdown(socket.SHUT_WR)
        try:
            answer = wire.read_to_end(raw)
        except ConnectionResetError:
            answer = b""
    assert len(answer) < 100
    assert answer[:1] in (b"", b"\x15"), answer


pytest_own = pytest.mark.own_capsule


@pytest_own
@pytest.mark.parametrize("sni,host", [("localhost", "localhost"), (OTHER_HOST, OTHER_HOST),
                                      ("LOCALHOST", "localhost"), (None, "localhost")])
def test_sni_picks_the_certificate_that_was_announced(server, own_daemon, sni, host):
    with wire.open_tls(server, sni=sni) as tls:
        der = tls.getpeercert(binary_form=True)
    assert hashlib.sha256(der).hexdigest() == own_daemon.fingerprints()[host]


@pytest_own
def test_each_host_has_a_certificate_of_its_own(own_daemon):
    assert len(set(own_daemon.fingerprints().values())) == 2
