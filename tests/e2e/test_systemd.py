"""The units as systemd runs them: it boots in namespaces of its own, over this machine's files, and
what it writes is gone afterwards."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import time

import pytest

import daemon

SYSTEMD = "/lib/systemd/systemd"
UNITS = ("kapsulad.socket", "kapsulad", "kapsula-build")
BOOT_TIMEOUT = 30
IS_INSTRUMENTED = any(mark in (daemon.BUILD / "kapsulad").read_bytes()
                      for mark in (b"__asan_init", b"__gcov_"))

# $1: a folder for all of it; $2: the cgroup. The machine's own services and settings of the kernel
# are none of systemd's business here.
BOOT = """
set -e
echo $$ > "$2/cgroup.procs"
exec unshare --mount --pid --fork --ipc --uts --net --cgroup --kill-child sh -e -c '
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$1/disk"
cd "$1/disk"
mkdir work root
cp -a "$1/installed" upper
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
cd root
mount -t proc proc proc
mount --bind -o ro proc/sys proc/sys
mount -t tmpfs tmpfs sys
mkdir -p sys/fs/cgroup
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
for name in null zero full random urandom tty; do
	: > dev/$name
	mount --bind /dev/$name dev/$name
done
mkdir -p dev/shm dev/pts run/systemd/system
ln -s /proc/self/fd dev/fd
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
rm -rf etc/systemd/system/*.wants
for name in sysctl modules-load remount-fs; do
	ln -s /dev/null run/systemd/system/systemd-$name.service
done
pivot_root . mnt
umount -l /mnt
exec env -i container=test """ + SYSTEMD + """ --unit=basic.target --show-status=no
' boot "$1" < /dev/null
"""


def cgroup_home():
    """Where cgroups of version 2 are made; None where the machine has none."""
    for line in pathlib.Path("/proc/mounts").read_text("utf-8").splitlines():
        _, place, kind, options, *_ = line.split()
        if kind == "cgroup2" and "rw" in options.split(","):
            return pathlib.Path(place)
    return None


def why_not():
    """What keeps systemd from booting here; None: nothing that can be seen beforehand."""
    if IS_INSTRUMENTED:
        return "sanitizers and coverage write where the units may not"
    if os.getuid() != 0:
        return "only root can boot systemd"
    if not os.path.exists(SYSTEMD) or not shutil.which("unshare"):
        return "systemd or unshare is missing"
    if cgroup_home() is None:
        return "this machine has no cgroups of version 2"
    return None


class Machine:
    """A booted systemd."""

    def __init__(self, pid):
        self._enter = ["nsenter", "-t", str(pid), "-m", "-p", "-n", "-u", "-i", "-C", "--"]

    def run(self, *words, **options):
        return subprocess.run([*self._enter, *words], capture_output=True, text=True, timeout=60,
                              check=False, **options)

    def must(self, *words, **options):
        result = self.run(*words, **options)
        assert result.returncode == 0, f"{words}\n{result.stdout}{result.stderr}{self.journal()}"
        return result.stdout

    def get(self, uri):
        """What a reader gets, or why not."""
        result = self.run("/usr/local/bin/kapsula", "get", uri)
        return result.stdout + result.stderr

    def show(self, unit, name):
        return self.must("systemctl", "show", unit, "-p", name, "--value").strip()

    def journal(self):
        return self.run("journalctl", "--no-pager", "-b", "-n", "40").stdout


def child_of(pid):
    text = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return int(text.split()[0]) if text else None


def has_booted(process):
    """The machine, once systemd answers; skips where it ends instead."""
    end = time.monotonic() + BOOT_TIMEOUT
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.skip(f"systemd cannot boot here: {process.stderr.read().strip()[-200:]}")
        with contextlib.suppress(FileNotFoundError):
            pid = child_of(process.pid)
            if pid and Machine(pid).run("systemctl", "is-active", "basic.target").returncode == 0:
                return Machine(pid)
        time.sleep(0.1)
    return pytest.skip("systemd does not come up here")


def remove_cgroup(path):
    """The kernel takes a while to see that the last process has gone."""
    for folder in sorted((file.parent for file in path.rglob("cgroup.procs")), reverse=True):
        daemon.wait_until(lambda folder=folder: "populated 0" in
                          (folder / "cgroup.events").read_text("ascii"))
        folder.rmdir()


@pytest.fixture(name="machine", scope="module")
def fixture_machine():
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with daemon.folder() as folder, contextlib.ExitStack() as stack:
        (folder / "disk").mkdir()
        subprocess.run(["make", "-s", "install", f"DESTDIR={folder}/installed",
                        f"BUILD={os.path.relpath(daemon.BUILD, daemon.ROOT)}"],
                       cwd=daemon.ROOT, check=True, capture_output=True, timeout=60)
        cgroup = cgroup_home() / f"kapsula-test-{os.getpid()}"
        try:
            cgroup.mkdir()
        except OSError as error:
            pytest.skip(f"no cgroup can be made: {error}")
        stack.callback(remove_cgroup, cgroup)
        process = stack.enter_context(subprocess.Popen(
            ["sh", "-c", BOOT, "boot", folder, cgroup], stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True))
        stack.callback(process.kill)
        yield has_booted(process)


def is_served(machine, scheme="gemini"):
    return "We help sailors." in machine.get(f"{scheme}://127.0.0.1/")


@pytest.fixture(name="serving")
def fixture_serving(machine):
    """All units run, and an editor has saved a text."""
    if machine.run("unshare", "--user", "true").returncode != 0:
        pytest.skip("no user namespaces, which the units need")
    machine.must("systemctl", "reset-failed")
    machine.must("systemctl", "start", *UNITS)
    machine.must("setpriv", "--reuid=nobody", "--regid=kapsula-editor", "--clear-groups", "tee",
                 "/srv/kapsula/text/index.txt", input="Harbour\n\nWe help sailors.\n")
    daemon.wait_until(lambda: is_served(machine))
    yield machine
    assert machine.run("systemctl", "list-units", "--failed", "--quiet", "--plain").stdout == ""


def test_a_saved_text_is_served(serving):
    """The workers look for it once a second, each for itself."""
    daemon.wait_until(lambda: is_served(serving, "gopher"))


def test_workers_have_no_way_out(serving):
    main = serving.show("kapsulad", "MainPID")
    workers = serving.must("cat", f"/proc/{main}/task/{main}/children").split()
    assert workers
    for pid in [main, *workers]:
        status = serving.must("cat", f"/proc/{pid}/status")
        assert "CapBnd:\t0000000000000000" in status and "Seccomp:\t2" in status


def test_reload_keeps_the_process(serving):
    before = serving.show("kapsulad", "MainPID")
    serving.must("systemctl", "reload", "kapsulad")
    assert serving.show("kapsulad", "MainPID") == before
    assert is_served(serving)


def test_reload_refuses_a_bad_configuration(serving):
    config = serving.must("cat", "/etc/kapsula/kapsulad.conf")
    serving.must("tee", "/etc/kapsula/kapsulad.conf", input=config + "colour = 3\n")
    assert serving.run("systemctl", "reload", "kapsulad").returncode != 0
    assert "no such option 'colour'" in serving.journal()
    serving.must("tee", "/etc/kapsula/kapsulad.conf", input=config)
    serving.must("systemctl", "reload", "kapsulad")
    assert is_served(serving)


def test_a_killed_daemon_comes_back(serving):
    restarts = int(serving.show("kapsulad", "NRestarts"))
    serving.must("kill", "-KILL", serving.show("kapsulad", "MainPID"))
    assert is_served(serving)
    assert int(serving.show("kapsulad", "NRestarts")) == restarts + 1


def test_a_reader_wakes_a_stopped_daemon(serving):
    """The socket unit listens on."""
    serving.must("systemctl", "stop", "kapsulad")
    assert serving.show("kapsulad", "ActiveState") == "inactive"
    assert is_served(serving)
    assert serving.show("kapsulad", "ActiveState") == "active"
