"""Bytes on the wire for a page of 1 KiB: IPv4 and TCP headers with timestamps, both ways.

They are counted by a link between two namespaces, as a router on the way would: packets of 1,500
bytes at most, none lost, and time enough for no acknowledgement to be sent twice.
"""

import subprocess
import sys
from pathlib import Path

import place
import servers
import table

sys.path.append(str(Path(__file__).resolve().parent / "links"))

import client  # pylint: disable=wrong-import-position
import link  # pylint: disable=wrong-import-position

PAGE_BYTES = 1024
DELAY, RATE, QUEUE = 20, 10_000_000, 64 * 1024  # ms, bit/s, bytes
TIMES = 3


class Scene(place.Place):
    address = link.SERVER_ADDRESS
    pages = {"page": PAGE_BYTES}


class RsaScene(Scene):
    def make_pair(self):
        self.crt.parent.mkdir(mode=0o755)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "60",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", self.key, "-out", self.crt], check=True, capture_output=True)


class Reader:
    """Asks one server over the link; each method is one request."""

    def __init__(self, scene, ports):
        self.scene, self.ports = scene, ports
        self.sessions = {}

    def ask(self, protocol, tls=None, session=None):
        sample = client.fetch(protocol, self.scene.address, self.ports[protocol],
                              self.scene.requests[protocol], tls, session)
        if place.page(PAGE_BYTES).rstrip(b"\n").split(b"\n") != place.reply_lines(protocol, sample.reply):
            raise RuntimeError("no right page came")
        return sample

    @staticmethod
    def context(version):
        made = client.context()
        made.maximum_version = version
        return made

    def full(self, version):
        tls = self.context(version)
        sample = self.ask("gemini", tls)
        self.sessions[version] = (tls, sample.session)

    def resumed(self, version):
        tls, session = self.sessions[version]
        if not self.ask("gemini", tls, session).is_resumed:
            raise RuntimeError("no session was resumed")

    def gopher(self):
        self.ask("gopher")


TLS13, TLS12 = client.ssl.TLSVersion.TLSv1_3, client.ssl.TLSVersion.TLSv1_2
FULL, FIRST, AGAIN = "TLS 1.3 full", "TLS 1.3 resumed, the first time", "TLS 1.3 resumed again"
WITHOUT = "TLS 1.3 full, less its ticket"
GOPHER = "Gopher"
KINDS = {
    FULL: lambda reader: reader.full(TLS13),
    FIRST: lambda reader: reader.resumed(TLS13),
    AGAIN: lambda reader: reader.resumed(TLS13),
    "TLS 1.2 full": lambda reader: reader.full(TLS12),
    "TLS 1.2 resumed": lambda reader: reader.resumed(TLS12),
    GOPHER: Reader.gopher,
}
OURS = "kapsulad"
SERVERS = {
    OURS: (Scene, lambda scene: servers.Kapsulad(scene, 1)),
    "kapsulad, RSA-2048": (RsaScene, lambda scene: servers.Kapsulad(scene, 1)),
    "molly-brown": (Scene, servers.MollyBrown),
    "gophernicus": (Scene, servers.Gophernicus),
}


def count(wire, reader, ask):
    """Bytes of one request."""
    wire.carried()
    ask(reader)
    carried = wire.carried()
    return carried["up_bytes"] + carried["down_bytes"]


def kinds_of(server):
    """What there is to ask of it."""
    return [kind for kind in KINDS
            if ("gopher" if kind == GOPHER else "gemini") in server.ports]


def measure_over(wire, scene, server):
    counts = {}
    link.run_inside(wire.server_space, server.start)
    try:
        for _ in range(TIMES):
            # A session is resumed for the first time only once.
            reader = Reader(scene, server.ports)
            for kind in kinds_of(server):
                value = link.run_inside(wire.client_space,
                                        lambda kind=kind: count(wire, reader, KINDS[kind]))
                # The least of some times: what is sent twice by chance is not the server's doing.
                counts[kind] = min(value, counts.get(kind, value))
    finally:
        server.stop()
    if FULL in counts:
        # For clients without tickets, who get none: only the first resumption brings a new one.
        counts[WITHOUT] = counts[FULL] - (counts[FIRST] - counts[AGAIN])
    return counts


def measure_server(build, make_scene, make_server):
    scene = make_scene(build)
    server = make_server(scene)
    if server.missing():
        scene.remove()
        return {}
    wire = link.Link(scene.build / "bench/links/link", DELAY, RATE, QUEUE, 0, 1)
    try:
        return measure_over(wire, scene, server)
    finally:
        wire.close()
        scene.remove()


def measure(build):
    """Bytes by server's name and kind; empty where no link can be made."""
    reason = link.lacking()
    if reason:
        print(f"bench: bytes on the wire are not counted: {reason}")
        return {}
    return {name: measure_server(build, *makers) for name, makers in SERVERS.items()}


def show(counts):
    if counts:
        rows = [[kind, *(table.number(counts[name].get(kind)) for name in SERVERS)]
                for kind in [WITHOUT, *KINDS]]
        table.show("Bytes on the wire, a page of 1 KiB, both ways, with IPv4 and TCP headers",
                   ["kind", *SERVERS], rows)
