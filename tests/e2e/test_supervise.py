"""Workers that die, reloads, and the end, while readers read."""

import os
import pathlib
import shutil
import signal
import socket
import time

import pytest

import daemon
import load
import settings
import wire

SIZES = (100, 1500, 8192)
RELOADS = 100


@pytest.fixture(name="pages")
def fixture_pages(folder):
    """Pages of up to 8 KiB, in a folder that is served as it is."""
    root = folder / "pages"
    root.mkdir()
    pages = {}
    for size in SIZES:
        text = (f"{size} " * size)[:size - 1] + "\n"
        (root / f"p{size}.txt").write_text(text, encoding="ascii")
        pages[f"/p{size}.txt"] = text.encode()
    return pages


@pytest.fixture(name="config")
def fixture_config(folder, pages):
    """A configuration of two workers over those pages; rewritten by write(...)."""
    del pages
    ports = daemon.free_ports(2)

    def write(*lines):
        capsule = settings.capsule_text(folder, "localhost", folder / "pages",
                                        [settings.local(ports[0])], [settings.local(ports[1])])
        return settings.write_config(folder, "workers = 2", *lines, capsule)
    write.server = settings.server_of("localhost", *ports)
    return write


@pytest.fixture(name="run")
def fixture_run():
    """Daemons that may tell more on standard error than start lines; all are ended."""
    started = []

    def run(*arguments, **options):
        process = daemon.Daemon(*arguments, **options)
        started.append(process)
        process.wait_until_serving()
        return process
    yield run
    for process in started:
        process.kill()


def children(pid):
    path = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split()]


def is_running(pid):
    """Neither gone nor waiting to be buried."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rsplit(")", 1)[1].split()[0] != "Z"


def ends_cleanly(process):
    os.kill(process.pid, signal.SIGTERM)
    daemon.wait_until(lambda: process.exit_code is not None)
    assert process.exit_code == 0, process.told()


def reload(process):
    """SIGHUP, and the new program serves."""
    before = process.told_times("kapsulad: serving")
    os.kill(process.pid, signal.SIGHUP)
    assert process.wait_for(lambda lines: lines.count("kapsulad: serving") > before), process.told()


def test_there_is_one_worker_a_core_unless_told(run, config, serve, pages, folder):
    del pages
    process = run("-c", config())
    assert len(children(process.pid)) == 2
    plain, _ = serve(folder / "pages")
    assert len(children(plain.pid)) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_worker_that_dies_is_back_at_once(run, config, number):
    process = run("-c", config())
    old = children(process.pid)
    os.kill(old[0], number)
    daemon.wait_until(lambda: old[0] not in children(process.pid)
                      and len(children(process.pid)) == 2)
    assert old[1] in children(process.pid)
    for _ in range(20):
        assert wire.get(config.server, "/p100.txt").status == 20
    ends_cleanly(process)


def test_killed_workers_cost_no_more_than_what_they_had_in_hand(run, config, pages):
    """Readers who wait in the queue, and those of the other worker, notice nothing."""
    process = run("-c", config())
    kills, readers = 20, 4
    with load.Load(config.server, pages, readers).running() as reading:
        for _ in range(kills):
            done, old = reading.done, children(process.pid)
            os.kill(old[0], signal.SIGKILL)
            daemon.wait_until(lambda old=old: len(children(process.pid)) == 2
                              and old[0] not in children(process.pid))
            daemon.wait_until(lambda done=done: reading.done > done + 8)
    assert len(reading.failures) <= kills * readers, reading.failures
    assert not [text for text in reading.failures if "refused" in text or "slow" in text]
    assert process.told_times("was ended by signal 9") == kills
    ends_cleanly(process)


def test_reloads_under_load_fail_no_request(run, config, pages):
    process = run("-c", config())
    with load.Load(config.server, pages).running() as reading:
        for _ in range(RELOADS):
            reload(process)
    assert not reading.failures, reading.failures[:5]
    assert min(reading.counts.values()) > RELOADS / 2, reading.counts
    daemon.wait_until(lambda: len(children(process.pid)) == 2)
    ends_cleanly(process)


def test_signals_in_a_burst_are_one_or_two_reloads(run, config):
    process = run("-c", config())
    for _ in range(50):
        os.kill(process.pid, signal.SIGHUP)
    assert process.wait_for(lambda lines: lines.count("kapsulad: serving") >= 2)
    assert wire.get(config.server, "/p100.txt").status == 20
    ends_cleanly(process)


def test_a_bad_configuration_is_refused_with_its_line_and_changes_nothing(run, config):
    process = run("-c", config())
    old = children(process.pid)
    path = config("colour = 3")
    os.kill(process.pid, signal.SIGHUP)
    assert process.wait_for(lambda lines: any("the old one stays" in line for line in lines))
    assert any(f"{path}:" in line and "colour" in line for line in process.lines), process.told()
    assert children(process.pid) == old
    assert wire.get(config.server, "/p100.txt").status == 20
    ends_cleanly(process)


def test_a_new_configuration_is_served_after_a_reload(run, config, folder):
    process = run("-c", config())
    assert wire.get(config.server, "/old").status == 51
    path = config()
    text = path.read_text(encoding="ascii")
    path.write_text(text.replace("root =", 'redirect = { "/old /new" }\n    root ='),
                    encoding="ascii")
    reload(process)
    daemon.wait_until(lambda: wire.get(config.server, "/old").status == 31)
    assert folder.exists()
    ends_cleanly(process)


def test_more_and_fewer_workers_after_a_reload(run, config):
    process = run("-c", config())
    path = config()
    for workers in (4, 1, 3):
        text = path.read_text(encoding="ascii")
        lines = [f"workers = {workers}" if line.startswith("workers") else line
                 for line in text.split("\n")]
        path.write_text("\n".join(lines), encoding="ascii")
        reload(process)
        daemon.wait_until(lambda workers=workers: len(children(process.pid)) == workers)
        for _ in range(20):
            assert wire.get(config.server, "/p100.txt").status == 20
    ends_cleanly(process)


def test_a_replaced_certificate_is_served_after_a_reload(run, config, folder):
    process = run("-c", config())

    def served():
        with wire.open_tls(config.server) as tls:
            return tls.getpeercert(binary_form=True)
    before = served()
    settings._pair.cache_clear()
    settings.write_pair(folder, "localhost")
    assert served() == before
    reload(process)
    daemon.wait_until(lambda: served() != before)
    ends_cleanly(process)


# Tells how it was called, and becomes the program.
MARKED = f"""#!/bin/sh
printf '%s\\n' "$1" >> "$0.calls"
exec "{daemon.BUILD}/kapsulad" "$@"
"""


def test_a_replaced_program_is_tried_and_serves_after_a_reload(config, folder):
    """Put in the place of the old one, as an upgrade does it."""
    program = folder / "kapsulad"
    shutil.copy(daemon.BUILD / "kapsulad", program)
    process = daemon.Daemon("-c", config(), program=program)
    try:
        process.wait_until_serving()
        (folder / "new").write_text(MARKED, encoding="ascii")
        (folder / "new").chmod(0o755)
        os.replace(folder / "new", program)
        reload(process)
        assert (folder / "kapsulad.calls").read_text("ascii").split() == ["-n", "-c"]
        assert wire.get(config.server, "/p100.txt").status == 20
        ends_cleanly(process)
    finally:
        process.kill()


def test_a_reader_is_served_to_the_end_across_a_reload(run, config, folder):
    """One who has asked for half of the request when the workers change."""
    process = run("-c", config())
    (folder / "pages" / "large.txt").write_bytes(b"x" * 3_000_000)
    with wire.open_tls(config.server) as slow, wire.open_tls(config.server) as large:
        uri = wire.line(config.server.uri("/p1500.txt"))
        slow.sendall(uri[:10])
        large.sendall(wire.line(config.server.uri("/large.txt")))
        first = large.recv(1000)
        reload(process)
        slow.sendall(uri[10:])
        assert wire.read_reply(slow).status == 20
        assert len(first + wire.read_to_end(large)) == 3_000_000 + len(b"20 text/plain\r\n")
    ends_cleanly(process)


def test_both_workers_serve(run, config):
    """Each has between 35 and 65 % of the requests."""
    process = run("-c", config())
    workers, requests = children(process.pid), 400

    def switches(pid):
        """How often it has waited: about once a request. Readable whoever it runs as."""
        text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        return int(text.split("\nvoluntary_ctxt_switches:")[1].split()[0])
    before = [switches(pid) for pid in workers]
    for _ in range(requests):
        wire.select(config.server, b"/p100.txt\r\n")
    waits = [switches(pid) - start for pid, start in zip(workers, before)]
    assert all(0.35 <= wait / sum(waits) <= 0.65 for wait in waits), waits
    ends_cleanly(process)


def test_the_end_waits_for_a_reader_and_tells_who_was_cut(run, config, folder):
    path = config("drain-timeout = 1")
    process = run("-c", path)
    (folder / "pages" / "large.txt").write_bytes(b"x" * 30_000_000)
    with wire.open_tls(config.server) as reader:
        reader.sendall(wire.line(config.server.uri("/large.txt")))
        assert reader.recv(100)
        begun = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        with pytest.raises(OSError):
            while True:
                wire.connect(daemon.LOCAL, config.server.gopher_port).close()
        daemon.wait_until(lambda: process.exit_code is not None)
        assert 0.8 < time.monotonic() - begun < 4
    assert process.exit_code == 0
    assert process.told_times("cut off at the end") == 1, process.told()


def test_workers_end_with_a_supervisor_that_is_killed(run, config):
    process = run("-c", config())
    workers = children(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    daemon.wait_until(lambda: not any(is_running(pid) for pid in workers))


class Activator:
    """What a service manager does: a listening socket handed over, and ears for READY."""

    def __init__(self, folder):
        self.path = folder / "notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        self.socket.settimeout(10)
        self.path.chmod(0o666)

    def hear(self):
        return self.socket.recv(1000).decode()


def test_socket_activation_and_notification(config, folder):
    """sd_listen_fds(3) and sd_notify(3), as a service manager without its manager."""
    with socket.socket() as gemini, socket.socket() as gopher:
        for number, listener in ((config.server.gemini_port, gemini),
                                 (config.server.gopher_port, gopher)):
            listener.bind((daemon.LOCAL, number))
            listener.listen()
        activator = Activator(folder)
        waiting = wire.connect(daemon.LOCAL, config.server.gopher_port)
        process = daemon.Daemon("-c", config(), listeners=[gopher, gemini],
                                environment={"NOTIFY_SOCKET": str(activator.path)})
        try:
            assert activator.hear() == "READY=1"
            with waiting:
                waiting.sendall(b"/p100.txt\r\n")
                assert wire.read_to_end(waiting)
            assert wire.get(config.server, "/p100.txt").status == 20
            reload(process)
            assert activator.hear().startswith("RELOADING=1\nMONOTONIC_USEC=")
            assert activator.hear() == "READY=1"
            assert wire.get(config.server, "/p100.txt").status == 20
            ends_cleanly(process)
            assert activator.hear() == "STOPPING=1"
        finally:
            process.kill()
            activator.socket.close()
