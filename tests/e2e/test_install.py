"""What `make install` puts on a machine: it serves as it stands, and goes without a trace."""

import os
import re
import shutil
import signal
import socket
import subprocess

import pytest

import daemon
import wire

ROOT = daemon.ROOT
UNITS = ("kapsulad.socket", "kapsulad.service", "kapsula-build.service")
EXPOSURE_MAX = 1.0


def make(target, *variables):
    result = subprocess.run(
        ["make", "--no-print-directory", target, f"BUILD={os.path.relpath(daemon.BUILD, ROOT)}",
         *variables], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture(name="place")
def fixture_place(folder):
    """Installed below a folder that an unprivileged daemon can read."""
    make("install", f"DESTDIR={folder}", "PREFIX=/usr")
    yield folder


def test_programs_and_manuals_are_there(place):
    assert files(place) == {
        "usr/bin/kapsula", "usr/sbin/kapsulad",
        "usr/share/man/man1/kapsula.1", "usr/share/man/man5/kapsulad.conf.5",
        "usr/share/man/man7/kapsula-text.7", "usr/share/man/man8/kapsulad.8",
        "usr/share/doc/kapsula/kapsulad.conf", "etc/kapsula/kapsulad.conf",
        "usr/lib/sysusers.d/kapsula.conf", "usr/lib/tmpfiles.d/kapsula.conf",
        *(f"usr/lib/systemd/system/{unit}" for unit in UNITS)}
    for name in ("usr/bin/kapsula", "usr/sbin/kapsulad"):
        result = subprocess.run([place / name, "--version"], capture_output=True, timeout=10,
                                check=True)
        assert result.stdout


def test_nothing_of_ours_is_left_when_it_goes(place):
    make("uninstall", f"DESTDIR={place}", "PREFIX=/usr")
    assert files(place) == set()
    assert not (place / "etc/kapsula").exists()
    assert not (place / "usr/share/doc/kapsula").exists()


def test_what_the_admin_made_stays(place):
    config, key = place / "etc/kapsula/kapsulad.conf", place / "etc/kapsula/certs/a.key"
    key.parent.mkdir()
    key.write_text("a key")
    config.write_text(config.read_text() + "# mine\n")
    mine = config.read_text()
    make("install", f"DESTDIR={place}", "PREFIX=/usr")
    assert config.read_text() == mine
    make("uninstall", f"DESTDIR={place}", "PREFIX=/usr")
    assert files(place) == {"etc/kapsula/kapsulad.conf", "etc/kapsula/certs/a.key"}
    assert config.read_text() == mine


def settle(place, ports):
    """The folders that tmpfiles makes, and the example with the paths and ports of the test."""
    for name in ("etc/kapsula/certs", "srv/kapsula/text", "srv/kapsula/public"):
        (place / name).mkdir(parents=True)
    config = place / "etc/kapsula/kapsulad.conf"
    text = config.read_text()
    text = text.replace('"/etc/', f'"{place}/etc/').replace('"/srv/', f'"{place}/srv/')
    text = text.replace(':1965"', f':{ports[0]}"').replace(':70"', f':{ports[1]}"')
    config.write_text(text)
    return config


def listen(family, address, port):
    """As kapsulad.socket has it: each socket takes its own family, and none shares its port."""
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listener.bind((address, port))
    listener.listen(16)
    return listener


def test_example_serves_as_it_stands(place):
    ports = daemon.free_ports(2)
    config = settle(place, ports)
    program = place / "usr/sbin/kapsulad"
    result = subprocess.run([program, "-n", "-c", config], capture_output=True, text=True,
                            timeout=10, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    listeners = [listen(family, address, port) for port in ports
                 for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"))]
    server = wire.Server("localhost", daemon.LOCAL, *ports)
    with daemon.running("-c", config, program=program, listeners=listeners) as process:
        (place / "srv/kapsula/text/index.txt").write_text("Title: Harbour\n\nWe are open.\n")
        subprocess.run([place / "usr/bin/kapsula", "build", place / "srv/kapsula"], check=True,
                       capture_output=True, timeout=30)
        daemon.wait_until(lambda: b"We are open." in wire.get(server).body, timeout=5)
        assert b"We are open." in wire.select(server, b"\r\n")
        key = (place / "etc/kapsula/certs/localhost.key").read_bytes()
        os.kill(process.pid, signal.SIGHUP)
        assert process.wait_for(lambda lines: lines.count("kapsulad: serving") == 2)
        assert b"We are open." in wire.get(server).body
        assert (place / "etc/kapsula/certs/localhost.key").read_bytes() == key
    for listener in listeners:
        listener.close()


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is missing")


@needs("systemd-sysusers")
@needs("systemd-tmpfiles")
def test_users_and_folders_are_made(place):
    if os.getuid() != 0:
        pytest.skip("only root can give folders to others")
    subprocess.run(["systemd-sysusers", f"--root={place}"], check=True, timeout=30,
                   capture_output=True)
    users = {line.split(":")[0]: line.split(":") for line
             in (place / "etc/passwd").read_text().splitlines()}
    assert set(users) == {"kapsula", "kapsula-editor"}
    assert all(user[-1].endswith("nologin") for user in users.values())
    subprocess.run(["systemd-tmpfiles", f"--root={place}", "--create"], check=True, timeout=30,
                   capture_output=True)

    def look(name):
        status = (place / name).stat()
        return oct(status.st_mode & 0o7777), status.st_uid, status.st_gid
    server, editor = (int(users[name][2]) for name in ("kapsula", "kapsula-editor"))
    server_group, editor_group = (int(users[name][3]) for name in ("kapsula", "kapsula-editor"))
    assert look("etc/kapsula/certs") == ("0o700", server, server_group)
    assert look("srv/kapsula") == ("0o2775", 0, editor_group)
    assert look("srv/kapsula/text") == ("0o2775", 0, editor_group)
    assert look("srv/kapsula/capsule.txt") == ("0o664", 0, editor_group)
    assert look("srv/kapsula/public") == ("0o755", editor, editor_group)


@needs("systemd-analyze")
def test_units_are_right(folder):
    """Installed without DESTDIR, so that the programs they name are there."""
    variables = [f"PREFIX={folder}/usr", f"SYSCONFDIR={folder}/etc"]
    make("install", *variables)
    home = folder / "usr/lib/systemd/system"
    result = subprocess.run(["systemd-analyze", "verify", "--man=no",
                             *(home / unit for unit in UNITS)],
                            capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    make("uninstall", *variables)
    assert files(folder) == set()


@needs("systemd-analyze")
@pytest.mark.parametrize("unit", ["kapsulad.service", "kapsula-build.service"])
def test_units_are_shut_tight(unit):
    result = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager",
         ROOT / "src/daemon/systemd" / unit], capture_output=True, text=True, timeout=60,
        check=False)
    found = re.search(rf"Overall exposure level for {re.escape(unit)}: (\d+\.\d)", result.stdout)
    assert found and float(found[1]) <= EXPOSURE_MAX, result.stdout[-400:]


def test_build_unit_calls_what_there_is():
    unit = (ROOT / "src/daemon/systemd/kapsula-build.service").read_text()
    _, command, *options = re.search(r"^ExecStart=(.+)$", unit, re.M)[1].split()
    told = subprocess.run([daemon.BUILD / "kapsula", "--help"], capture_output=True, text=True,
                          timeout=10, check=True).stdout
    line = next(line for line in told.splitlines() if f"kapsula {command} " in line)
    for option in options[:-1]:
        assert option in line


def test_socket_unit_and_example_name_the_same_addresses():
    unit = (ROOT / "src/daemon/systemd/kapsulad.socket").read_text()
    config = (ROOT / "src/daemon/systemd/kapsulad.conf").read_text()
    first = config[:config.index("# A second capsule")]
    assert set(re.findall(r"^ListenStream=(.+)$", unit, re.M)) == set(
        re.findall(r'"(\S+:\d+)"', first))

