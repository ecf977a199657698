"""A chain file may hold more than readers need; what they do not need is not sent."""

import re
import subprocess

import pytest

import daemon
import settings
import wire

NAMES = {"root": "Root", "middle": "Middle", "leaf": "localhost"}


def openssl(*arguments, **options):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True,
                          timeout=20, **options).stdout.decode()


def issue(folder, name, issuer=None):
    """A certificate for localhost, signed by another one or by itself."""
    authority = () if name == "leaf" else ("-addext", "basicConstraints=critical,CA:TRUE")
    signer = ("-CA", folder / f"{issuer}.crt", "-CAkey", folder / f"{issuer}.key") if issuer else ()
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "60", "-subj", f"/CN={NAMES[name]}", "-addext",
            "subjectAltName=DNS:localhost", *authority, "-keyout", folder / f"{name}.key",
            "-out", folder / f"{name}.crt", *signer)
    return (folder / f"{name}.crt").read_text()


@pytest.fixture(name="pems")
def fixture_pems(folder):
    """PEM texts by name: a chain of three, each signed by the one before."""
    return {"root": issue(folder, "root"), "middle": issue(folder, "middle", "root"),
            "leaf": issue(folder, "leaf", "middle")}


def sent(server):
    """The names of the certificates that a reader is sent."""
    shown = openssl("s_client", "-connect", f"{server.address}:{server.gemini_port}",
                    "-servername", server.host, "-showcerts", input=b"")
    return re.findall(r"^ *\d+ s:CN = (\w+)", shown, re.MULTILINE)


CHAINS = {
    "leaf": ["localhost"],
    "leaf middle": ["localhost", "Middle"],
    "leaf middle root": ["localhost", "Middle"],
    "leaf leaf middle middle": ["localhost", "Middle"],
    "leaf root": ["localhost"],
    "root": ["Root"],
    "root root": ["Root"],
}


@pytest.mark.parametrize("file", CHAINS)
def test_only_what_readers_need_is_sent(start, folder, pems, file):
    words = file.split()
    (folder / "one.crt").write_text("".join(pems[word] for word in words))
    (folder / "one.key").write_text((folder / f"{words[0]}.key").read_text())
    root = settings.write_plain(folder / "pages", "Page")
    config = settings.write_config(folder, f"""capsule "localhost" {{
    gemini = {{ "{daemon.LOCAL}:0" }}
    root = "{root}"
    certificate = "{folder / 'one.crt'}"
    key = "{folder / 'one.key'}"
}}""")
    process = start("-c", config)
    server = wire.Server("localhost", daemon.LOCAL, process.ports("gemini")[0], 0)
    assert sent(server) == CHAINS[file]
