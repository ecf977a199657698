"""TLS sessions: resumed across workers, their deaths and reloads; and no more tickets than pay."""

import os
import signal
import ssl
import subprocess
import time

import pytest

import daemon
import settings
import wire
from test_supervise import children, ends_cleanly, fixture_run, reload  # pylint: disable=unused-import

VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]


@pytest.fixture(name="run_two")
def fixture_run_two(run, folder):
    """Starts two workers with these settings; gives the daemon and where it is."""
    def start(*lines):
        ports = daemon.free_ports(1)
        settings.write_plain(folder / "pages", "Page")
        capsule = settings.capsule_text(folder, "localhost", folder / "pages",
                                        [settings.local(ports[0])])
        process = run("-c", settings.write_config(folder, "workers = 2", *lines, capsule))
        return process, settings.server_of("localhost", ports[0], 0)
    return start


@pytest.fixture(name="two_workers")
def fixture_two_workers(run_two):
    return run_two()


def ask(server, context, session=None):
    """One request; whether it was resumed, and the session to resume."""
    with wire.open_tls(server, context=context, session=session) as tls:
        tls.sendall(wire.line(server.uri()))
        assert wire.read_reply(tls).status == 20
        return tls.session_reused, tls.session


@pytest.fixture(name="context", params=VERSIONS, ids=["tls_1_2", "tls_1_3"])
def fixture_context(request):
    return wire.new_context(maximum=request.param)


def test_one_ticket_serves_many_times_on_both_workers(two_workers, context):
    _, server = two_workers
    reused, session = ask(server, context)
    assert not reused
    assert all(ask(server, context, session)[0] for _ in range(20))


def test_sessions_outlive_the_workers(two_workers, context):
    process, server = two_workers
    _, session = ask(server, context)
    old = children(process.pid)
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    daemon.wait_until(lambda: len(children(process.pid)) == 2
                      and not set(old) & set(children(process.pid)))
    assert all(ask(server, context, session)[0] for _ in range(5))


def test_sessions_outlive_a_reload(two_workers, context):
    process, server = two_workers
    _, session = ask(server, context)
    reload(process)
    assert all(ask(server, context, session)[0] for _ in range(10))
    ends_cleanly(process)


def test_sessions_end_with_their_lifetime(run_two, context):
    _, server = run_two("session-lifetime = 1")
    reused, session = ask(server, context)
    assert not reused
    daemon.wait_until(lambda: not ask(server, context, session)[0])


def test_a_resumed_request_is_not_held_back(two_workers, context):
    """Without a ticket to carry it, the acknowledgement of Finished must not wait for 40 ms."""
    _, server = two_workers
    _, session = ask(server, context)
    times = []
    for _ in range(9):
        begun = time.monotonic()
        ask(server, context, session)
        times.append(time.monotonic() - begun)
    assert sorted(times)[4] < 0.03, times


def tickets(server, *options):
    """How many new tickets openssl's client is given."""
    result = subprocess.run(
        ["openssl", "s_client", "-connect", f"{server.address}:{server.gemini_port}",
         "-servername", server.host, "-tls1_3", "-ign_eof", *map(str, options)],
        input=wire.line(server.uri()), check=False, capture_output=True, timeout=10)
    return result.stdout.count(b"New Session Ticket arrived"), b"Reused, TLS" in result.stdout


def test_tickets_are_given_where_they_pay(two_workers, folder):
    """A full handshake and a first resumption bring one, later resumptions none."""
    _, server = two_workers
    path = folder / "session"
    assert tickets(server, "-sess_out", path) == (1, False)
    kept = path.read_bytes()
    assert tickets(server, "-sess_in", path) == (1, True)
    path.write_bytes(kept)
    assert tickets(server, "-sess_in", path) == (0, True)


def test_many_sessions_push_out_old_ones_only(two_workers):
    """The cache is bounded; a reader who has just come can still resume."""
    _, server = two_workers
    context = wire.new_context(maximum=ssl.TLSVersion.TLSv1_2)
    for _ in range(300):
        ask(server, context)
    _, session = ask(server, context)
    assert ask(server, context, session)[0]
