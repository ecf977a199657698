"""What the supervisor may still do when it was started as root."""

import os
import pathlib
import pwd
import signal
import socket

import pytest

import daemon
import settings
import wire

# capabilities(7), by number: dac_override, kill, setgid, setuid, net_bind_service.
NEEDED = sum(1 << number for number in (1, 5, 6, 7, 10))

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root has rights to give up")


def low_ports(count):
    """Free ones that need root."""
    ports = []
    for port in range(1023, 511, -1):
        with socket.socket() as probe:
            try:
                probe.bind((daemon.LOCAL, port))
            except OSError:
                continue
        ports.append(port)
        if len(ports) == count:
            return ports
    pytest.skip("no ports below 1024 are free")


def status_of(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text("ascii")
    return dict(line.split(":\t", 1) for line in text.splitlines())


def assert_has_few_rights(pid):
    status = status_of(pid)
    for name in ("CapPrm", "CapEff", "CapInh"):
        assert int(status[name], 16) & ~NEEDED == 0, (name, status[name])
    assert status["NoNewPrivs"] == "1"


def give_away(folder, keys):
    """The keys are their user's, and nobody else may look at them."""
    nobody = pwd.getpwnam("nobody")
    for path in [folder, *keys]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    folder.chmod(0o700)


def test_few_rights_are_enough_for_a_reload(start, folder):
    gemini, gopher, later = low_ports(3)
    certs = folder / "certs"
    certs.mkdir()
    root = settings.write_plain(folder / "one", "One")

    def configure(gopher):
        capsule = settings.capsule_text(certs, "localhost", root, [settings.local(gemini)],
                                        [settings.local(gopher)])
        give_away(certs, certs.iterdir())
        return settings.write_config(folder, "user = nobody", capsule)
    process = start("-c", configure(gopher))
    assert_has_few_rights(process.pid)
    configure(later)
    os.kill(process.pid, signal.SIGHUP)
    assert process.wait_for(lambda lines: lines.count("kapsulad: serving") == 2), process.told()
    assert_has_few_rights(process.pid)
    server = settings.server_of("localhost", gemini, later)
    assert wire.get(server, "/page.txt").body == b"page of One\n"
    assert wire.select(server, b"/page.txt\r\n") == b"page of One\r\n"


def test_a_missing_pair_is_made_in_a_folder_of_another_user(start, folder):
    certs = folder / "certs"
    certs.mkdir()
    give_away(certs, [])
    root = settings.write_plain(folder / "one", "One")

    def configure(*hosts):
        capsules = [f'capsule "{host}" {{ root = "{root}"\n gemini = {{ "127.0.0.1:0" }}\n }}'
                    for host in hosts]
        return settings.write_config(folder, f'certs = "{certs}"', *capsules)
    process = start("-c", configure("one.test"))
    configure("one.test", "two.test")
    os.kill(process.pid, signal.SIGHUP)
    assert process.wait_for(lambda lines: lines.count("kapsulad: serving") == 2), process.told()
    assert {path.name for path in certs.iterdir()} == {
        f"{host}.{half}" for host in ("one.test", "two.test") for half in ("crt", "key")}
