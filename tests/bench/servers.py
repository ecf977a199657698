"""The servers that are measured, each started on a free port of the place's address, all on one core."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import processes

SERVER_CORE, LOAD_CORE = 0, 1
START_SECONDS = 10
STOP_SECONDS = 15
# No peer is started with more rights than it has in service.
USER = "nobody" if os.geteuid() == 0 else None


def pin(core):
    """The function that a child calls to stay on one core; with one core there is nothing to do."""
    cores = os.sched_getaffinity(0)
    return lambda: os.sched_setaffinity(0, {core} & cores or cores)


def listening_socket(address):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, 0))
    listener.listen(socket.SOMAXCONN)
    return listener


def free_port(address):
    with listening_socket(address) as listener:
        return listener.getsockname()[1]


def answers(address, port):
    with socket.socket() as client:
        return client.connect_ex((address, port)) == 0


class Server:
    """One server of the bench; the subclasses know how theirs is started."""

    name = ""
    protocols = ()
    is_ours = False
    user = None

    def __init__(self, place):
        self.place = place
        self.ports = {}
        self.process = None
        self.log = None

    def command(self):
        raise NotImplementedError

    def listener(self):
        """What the server has as standard input."""
        return None

    def missing(self):
        """The reason why it cannot run, or nothing."""
        return ""

    def start(self):
        self.log = self.place.work / f"{self.name.replace(' ', '-')}.log"
        command = self.command()
        listener = self.listener()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command, stdin=listener or subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=pin(SERVER_CORE), user=self.user,
                group=self.user and "nogroup", extra_groups=self.user and [])
        if listener:
            listener.close()
        self.wait_ready()

    def is_ready(self):
        return all(answers(self.place.address, port) for port in self.ports.values())

    def wait_ready(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if self.is_ready():
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"{self.name} did not start: {self.log.read_text()[-400:]}")

    def stop(self):
        """Ends it, and whatever it left behind in its session."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process = None

    def cpu(self):
        return processes.cpu_seconds(self.process.pid)

    def pss(self):
        return processes.pss_bytes(self.process.pid)


class Kapsulad(Server):
    protocols = ("gemini", "gopher")
    is_ours = True

    def __init__(self, place, workers, site=None):
        super().__init__(place)
        self.workers = workers
        self.site = site or place.site
        self.name = f"kapsulad {workers}w"

    def command(self):
        config = self.place.work / f"kapsulad-{self.workers}.conf"
        config.write_text(f"""workers = {self.workers}
capsule "localhost" {{
    gemini = {{ "{self.place.address}:0" }}
    gopher = {{ "{self.place.address}:0" }}
    root = "{self.site}"
    certificate = "{self.place.crt}"
    key = "{self.place.key}"
}}
""")
        return [self.place.build / "kapsulad", "-c", config]

    def is_ready(self):
        text = self.log.read_text()
        for protocol, port in re.findall(r"listening on (\w+)://.+:(\d+)", text):
            self.ports[protocol] = int(port)
        return "kapsulad: serving" in text

    def worker_seconds(self):
        """Each worker's processor time; the supervisor, which serves nobody, is not among them."""
        return [processes.live_seconds(pid) for pid in processes.tree(self.process.pid)[1:]]


class Floor(Server):
    is_ours = True
    user = USER

    def __init__(self, place, protocol):
        super().__init__(place)
        self.name = "floor (b)" if protocol == "gemini" else "floor (c)"
        self.protocols = (protocol,)

    def command(self):
        protocol = self.protocols[0]
        command = [self.place.build / "bench/floor", self.place.reply(protocol)]
        return command + ([self.place.crt, self.place.peer_key] if protocol == "gemini" else [])

    def listener(self):
        listener = listening_socket(self.place.address)
        self.ports = {self.protocols[0]: listener.getsockname()[1]}
        return listener


class Peer(Server):
    user = USER
    program = ""

    def missing(self):
        return "" if shutil.which(self.program) else f"{self.program} is not installed"


class MollyBrown(Peer):
    name = program = "molly-brown"
    protocols = ("gemini",)

    def command(self):
        self.ports = {"gemini": free_port(self.place.address)}
        config = self.place.work / "molly.conf"
        config.write_text(f"""Port = {self.ports["gemini"]}
Hostname = "localhost"
CertPath = "{self.place.crt}"
KeyPath = "{self.place.peer_key}"
DocBase = "{self.place.tree("gemini")}"
AccessLog = "{self.place.peer_file("molly-access.log")}"
ErrorLog = "{self.place.peer_file("molly-error.log")}"
""")
        return ["molly-brown", "-c", config]


class Gophernicus(Peer):
    """Under a superserver of our own, the cheapest there can be: a process for each request."""
    name = program = "gophernicus"
    protocols = ("gopher",)
    memory_key = "0xbeeb0008"  # of its counters, which outlive it; another user's slow it down

    def stop(self):
        super().stop()
        subprocess.run(["ipcrm", "-M", self.memory_key], stderr=subprocess.DEVNULL, check=False)

    def missing(self):
        return super().missing() if not Path("/usr/sbin/gophernicus").exists() else ""

    def command(self):
        port = self.ports["gopher"]
        log = self.place.peer_file("gophernicus-access.log")
        # Without -i it throttles whoever asks 4069 times; -nr allows root where it is not dropped.
        return [self.place.build / "bench/superserver", "/usr/sbin/gophernicus", "-r",
                self.place.tree("gopher"), "-h", "localhost", "-p", str(port), "-i", "100000000",
                "-ns", "-nr", "-l", log]

    def listener(self):
        return self.socket

    def start(self):
        self.socket = listening_socket(self.place.address)
        self.ports = {"gopher": self.socket.getsockname()[1]}
        super().start()


class Pygopherd(Peer):
    name = program = "pygopherd"
    protocols = ("gopher",)
    debian_config = Path("/etc/pygopherd/pygopherd.conf")

    def missing(self):
        if not self.debian_config.exists():
            return "pygopherd's configuration is missing"
        return "" if Path("/usr/sbin/pygopherd").exists() else super().missing()

    def command(self):
        self.ports = {"gopher": free_port(self.place.address)}
        settings = {"port": self.ports["gopher"], "interface": self.place.address,
                    "servername": "localhost", "usechroot": "no", "root": self.place.tree("gopher"),
                    "pidfile": self.place.peer_file("pygopherd.pid"), "logmethod": "file",
                    "mimetypes": "/etc/mime.types"}
        text = self.debian_config.read_text()
        for key, value in settings.items():
            text = re.sub(rf"(?m)^#?\s*{key}\s*=.*$", f"{key} = {value}", text, count=1)
        config = self.place.work / "pygopherd.conf"
        config.write_text(text)
        return ["/usr/sbin/pygopherd", config]


def all_servers(place):
    """In the order in which they are measured and shown."""
    return [Floor(place, "gemini"), Kapsulad(place, 1), Kapsulad(place, 2), MollyBrown(place),
            Floor(place, "gopher"), Gophernicus(place), Pygopherd(place)]
