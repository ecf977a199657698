"""The server under test: our daemon over capsule.py, or any that runs already.

With GEMINI_PORT (or PORT) or GOPHER_PORT in the environment, the server at HOST (localhost) is
asked; the cases marked `own_capsule` need our capsule and are left out."""

import os

import pytest

import capsule
import daemon
import wire

OTHER_HOST = "other.test"


def pytest_configure(config):
    config.addinivalue_line("markers", "own_capsule: needs the capsule of capsule.py")


def foreign():
    """The server that the environment names, or None."""
    gemini = os.environ.get("GEMINI_PORT") or os.environ.get("PORT")
    gopher = os.environ.get("GOPHER_PORT")
    if not gemini and not gopher:
        return None
    host = os.environ.get("HOST") or "localhost"
    return wire.Server(host, host, int(gemini or 0), int(gopher or 0))


def pytest_collection_modifyitems(items):
    server = foreign()
    if server is None:
        return
    ports = {"gemini": server.gemini_port, "gopher": server.gopher_port}
    for item in items:
        if item.get_closest_marker("own_capsule"):
            item.add_marker(pytest.mark.skip(reason="needs our own capsule"))
        if not ports.get(item.path.parent.name, True):
            item.add_marker(pytest.mark.skip(reason="no port was given for this protocol"))


@pytest.fixture(scope="session", name="own_daemon")
def fixture_own_daemon():
    """Our daemon, one for all cases; None where a foreign server is asked."""
    if foreign():
        yield None
        return
    with daemon.folder() as folder:
        out = capsule.write_capsule(folder)
        (folder / "certs").mkdir()
        with daemon.running("--gemini", f"{daemon.LOCAL}:0", "--gopher", f"{daemon.LOCAL}:0",
                            "--certs", folder / "certs", "--host", "localhost",
                            "--host", OTHER_HOST, out) as process:
            yield process


@pytest.fixture(scope="session", name="server")
def fixture_server(own_daemon):
    if own_daemon is None:
        return foreign()
    return wire.Server("localhost", daemon.LOCAL, own_daemon.ports("gemini")[0],
                       own_daemon.ports("gopher")[0])


@pytest.fixture(autouse=True)
def fixture_stays_healthy(own_daemon):
    """After each case: alive, and nothing on standard error but the access log."""
    yield
    if own_daemon is not None:
        own_daemon.assert_healthy()
