"""kapsulad as a test runs it: started, watched and ended."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = (ROOT / os.environ.get("KAPSULA_BUILD", "build")).resolve()
START_TIMEOUT = 10
END_TIMEOUT = 8  # less than drain-timeout: nobody is left to wait for
LOCAL = "127.0.0.1"
EPHEMERAL_PORTS = 32768  # the first of them, by default on Linux

START = re.compile(
    r"kapsulad: (listening on (?P<protocol>gemini|gopher)://(?P<address>.+):(?P<port>\d+)"
    r"|certificate (?P<host>\S+) sha256:(?P<hex>[0-9a-fA-F]{64})"
    r"|landlock: this kernel .*"
    r"|\d+ lines? (was|were) dropped"
    r"|serving)")
# HOST PROTOCOL PATH STATUS BYTES MSms TLS RESUMED [ADDRESS]
ACCESS = re.compile(
    r"(?P<host>\S+) (?P<protocol>gemini|gopher) (?P<path>\S+) (?P<status>\d\d|ok|error|-) "
    r"(?P<bytes>\d+) (?P<ms>\d+)ms (?P<tls>TLSv1\.[23]|-) (?P<resumed>full|resumed|-)"
    r"(?: (?P<address>[0-9a-f.:/]+|-))?")


# What a service manager does between fork and exec, as sd_listen_fds(3) wants it.
ACTIVATE = """
import os, sys
places, command = sys.argv[1].split(","), sys.argv[2:]
for i, place in enumerate(places):
    os.dup2(int(place), 3 + i, inheritable=True)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": str(len(places))}
os.execv(command[0], command)
"""


def activation(descriptors):
    """The words before a command that hand sockets to it."""
    if not descriptors:
        return []
    return [sys.executable, "-c", ACTIVATE, ",".join(map(str, descriptors))]


@contextlib.contextmanager
def out_of_the_way(listeners):
    """Copies of sockets, none of them where another one has to go."""
    copies = [fcntl.fcntl(one.fileno(), fcntl.F_DUPFD, 64) for one in listeners]
    try:
        yield copies
    finally:
        for number in copies:
            os.close(number)


class Daemon:
    """A running kapsulad. `lines` grows while it runs: its standard error, line by line.
    may_tell: a pattern of what it may say, beside start lines and the access log."""

    def __init__(self, *arguments, cwd=None, program=BUILD / "kapsulad", listeners=(),
                 environment=None, may_tell="serving"):
        self.may_tell = re.compile(f"kapsulad: ({may_tell})")
        self.arguments = [str(argument) for argument in arguments]
        self.lines = []
        self._changed = threading.Condition()
        with out_of_the_way(listeners) as descriptors:
            self._process = subprocess.Popen(
                [*activation(descriptors), program, *self.arguments], cwd=cwd,
                stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                env=os.environ | (environment or {}), pass_fds=descriptors,
                start_new_session=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        with self._process.stderr as stream:
            for text in stream:
                with self._changed:
                    self.lines.append(text.decode("utf-8", "backslashreplace").rstrip("\n"))
                    self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    @property
    def pid(self):
        return self._process.pid

    def wait_for(self, condition, timeout=START_TIMEOUT):
        """Waits until condition(lines) holds; False when the time is over or the daemon ended."""
        with self._changed:
            return self._changed.wait_for(
                lambda: condition(self.lines) or not self._reader.is_alive(),
                timeout) and bool(condition(self.lines))

    def wait_until_serving(self):
        assert self.wait_for(lambda lines: "kapsulad: serving" in lines), self.told()

    def processes(self):
        """Its pid and those of its workers, where it has some."""
        children = pathlib.Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii")
        return [self.pid, *map(int, children.split())]

    @property
    def exit_code(self):
        """None while it runs."""
        return self._process.poll()

    def told(self):
        return f"kapsulad {' '.join(self.arguments)}\n" + "\n".join(self.lines[-8:])

    def _starts(self):
        return [found for text in list(self.lines) if (found := START.fullmatch(text))]

    def ports(self, protocol):
        return [int(found["port"]) for found in self._starts() if found["protocol"] == protocol]

    def fingerprints(self):
        return {found["host"]: found["hex"].lower() for found in self._starts() if found["host"]}

    def requests(self):
        """The access log so far."""
        return [found for text in list(self.lines) if (found := ACCESS.fullmatch(text))]

    def told_times(self, text):
        return sum(text in line for line in list(self.lines))

    def wait_for_request(self, path, count=1, timeout=START_TIMEOUT):
        def enough(_lines):
            return sum(found["path"] == path for found in self.requests()) >= count
        assert self.wait_for(enough, timeout), f"no request for {path} in\n{self.told()}"

    def assert_healthy(self):
        """It is alive, and said nothing but start lines, the access log, and what it may tell."""
        assert self._process.poll() is None, f"ended: {self._process.returncode}\n{self.told()}"
        known = (START, ACCESS, self.may_tell)
        odd = [text for text in list(self.lines)
               if not any(pattern.fullmatch(text) for pattern in known)]
        assert not odd, odd

    def end(self, number=signal.SIGTERM):
        """A clean end, in time, with nothing more to say."""
        if self._process.poll() is None:
            self.assert_healthy()
            self._process.send_signal(number)
        try:
            code = self._process.wait(END_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still there {END_TIMEOUT} s after the signal\n{self.told()}") \
                from None
        self._reader.join(END_TIMEOUT)
        assert code == 0, f"exit {code}\n{self.told()}"

    def kill(self):
        """The last resort: it and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join(END_TIMEOUT)


@contextlib.contextmanager
def running(*arguments, **options):
    """A daemon that serves, and is healthy until the end; options are Daemon's."""
    daemon = Daemon(*arguments, **options)
    try:
        daemon.wait_until_serving()
        yield daemon
        daemon.end()
    finally:
        daemon.kill()


@contextlib.contextmanager
def folder():
    """A temporary folder that an unprivileged daemon can read, the way to it too."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="kapsula-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path)


def free_ports(count, address=LOCAL):
    """Ports, all different, that nobody listened on a moment ago, nor gets meanwhile: they lie below
    those that the system gives to connections and to whoever asks for any port."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    ports = set()
    while len(ports) < count:
        port = random.randrange(10_000, EPHEMERAL_PORTS)
        with contextlib.suppress(OSError), socket.socket(family) as probe:
            probe.bind((address, port))
            ports.add(port)
    return list(ports)


def free_port(address=LOCAL):
    return free_ports(1, address)[0]


def has_ipv6():
    try:
        free_port("::1")
    except OSError:
        return False
    return True


def sha256_of(pem_path):
    der = ssl.PEM_cert_to_DER_cert(pathlib.Path(pem_path).read_text(encoding="ascii"))
    return hashlib.sha256(der).hexdigest()


def wait_until(condition, timeout=START_TIMEOUT, pause=0.01):
    """For conditions that nobody announces: what condition() gives once it is true."""
    end = time.monotonic() + timeout
    while not (result := condition()):
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(pause)
    return result
