"""What all servers serve: one page, one key, one folder that any user may read."""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
from pathlib import Path

PAGE_BYTES = 1500
LINE = "Line {:03d} of a page of plain words, as long as a short letter to a friend is.\n"


def page(size=PAGE_BYTES):
    text = "# A page\n\n"
    number = 0
    while len(text) < size:
        number += 1
        text += LINE.format(number)
    return (text[:size - 1] + "\n").encode()


def fetch(protocol, port, request):
    """The whole reply to one request."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
        stream = plain
        if protocol == "gemini":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            stream = context.wrap_socket(plain, server_hostname="localhost")
        stream.sendall(request.encode() + b"\r\n")
        reply = b""
        while piece := stream.recv(65536):
            reply += piece
        return reply


class Place:
    address = "127.0.0.1"
    pages = {"page": PAGE_BYTES}  # bytes, by the name without its suffix
    requests = {"gemini": "gemini://localhost/page.gmi", "gopher": "/page.txt"}

    def __init__(self, build):
        self.build = Path(build).resolve()
        self.work = Path(tempfile.mkdtemp(prefix="kapsula-bench-"))
        self.work.chmod(0o755)
        self.site = self.work / "site"
        self.published = self.site / "builds/1"
        self.crt = self.work / "certs/localhost.crt"
        self.key = self.work / "certs/localhost.key"
        self.peer_key = self.work / "certs/peer.key"
        self.make_site()
        self.make_pair()

    def tree(self, protocol):
        """What a peer serves."""
        return self.published / protocol

    def make_site(self):
        """A finished build, as the tool leaves it, but for the search."""
        lines = []
        for protocol, suffix, kind in (("gemini", "gmi", "gemini"), ("gopher", "txt", "plain")):
            self.tree(protocol).mkdir(mode=0o755, parents=True)
            for name, size in self.pages.items():
                path = self.tree(protocol) / f"{name}.{suffix}"
                path.write_bytes(page(size))
                path.chmod(0o644)
                lines.append(f"/{path.name}\ttype=text/{kind}\n")
        self.write_table(lines)
        (self.site / "current").symlink_to(self.published.relative_to(self.site))

    def write_table(self, lines):
        (self.published / "table").write_text("".join(sorted(lines)))

    def make_pair(self):
        """kapsulad reads the key before it drops root's rights; the others get a copy of theirs."""
        self.crt.parent.mkdir(mode=0o755)
        subprocess.run([self.build / "kapsula", "cert", "--dir", self.crt.parent, "localhost"],
                       check=True, stdout=subprocess.DEVNULL)
        shutil.copy(self.key, self.peer_key)
        self.peer_key.chmod(0o600)
        self.give(self.peer_key)

    @staticmethod
    def give(path):
        """To the user as whom peers run."""
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(path, nobody.pw_uid, nobody.pw_gid)

    def peer_file(self, name):
        """A file that a peer may write."""
        path = self.work / name
        path.touch()
        self.give(path)
        return path

    def reply(self, protocol):
        return self.work / f"reply.{protocol}"

    def learn(self, server):
        """The size of a server's right reply on each protocol; the page must be in it."""
        sizes = {}
        for protocol, port in server.ports.items():
            reply = fetch(protocol, port, self.requests[protocol])
            if page().strip().split(b"\n") != reply_lines(protocol, reply):
                raise RuntimeError(f"{server.name} does not serve the page: {reply[:80]!r}")
            sizes[protocol] = len(reply)
            if server.name.startswith("kapsulad"):
                self.reply(protocol).write_bytes(reply)
                self.reply(protocol).chmod(0o644)
        return sizes

    def remove(self):
        shutil.rmtree(self.work, ignore_errors=True)


def reply_lines(protocol, reply):
    """The page's lines as the reader sees them, whatever a server puts around it."""
    lines = [line.rstrip(b"\r") for line in reply.rstrip(b"\r\n").split(b"\n")]
    if protocol == "gemini":
        return lines[1:]
    return lines[:-1] if lines[-1] == b"." else lines
