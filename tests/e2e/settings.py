"""Configuration files and what they name, for the tests that need more than options."""

import functools
import pathlib
import shutil
import subprocess
import tempfile

import daemon
import wire


@functools.cache
def _pair(*hosts):
    """A key and a certificate made by openssl, one for the whole run."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kapsula-pair-"))
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-nodes", "-subj", f"/CN={hosts[0]}", "-addext",
             "subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts),
             "-days", "4000", "-out", folder / "crt", "-keyout", folder / "key"],
            check=True, capture_output=True)
        return (folder / "crt").read_bytes(), (folder / "key").read_bytes()
    finally:
        shutil.rmtree(folder)


def write_pair(folder, host, *aliases):
    crt, key = folder / f"{host}.crt", folder / f"{host}.key"
    crt.write_bytes(_pair(host, *aliases)[0])
    key.write_bytes(_pair(host, *aliases)[1])
    key.chmod(0o600)
    return crt, key


def listed(values):
    return "{ " + ", ".join(f'"{value}"' for value in values) + " }"


def capsule_text(folder, host, root, gemini=(), gopher=(), more="", aliases=()):
    """A capsule section; its key and certificate are made, for the aliases too."""
    lines = [f'capsule "{host}" {{', f'    root = "{root}"']
    if gemini:
        crt, key = write_pair(folder, host, *aliases)
        lines += [f"    gemini = {listed(gemini)}", f'    certificate = "{crt}"',
                  f'    key = "{key}"']
    if gopher:
        lines.append(f"    gopher = {listed(gopher)}")
    if aliases:
        lines.append(f"    aliases = {listed(aliases)}")
    return "\n".join([*lines, more, "}", ""])


def write_config(folder, *parts):
    path = folder / "kapsulad.conf"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def write_plain(root, name, files=()):
    """A plain folder whose pages tell its name."""
    root.mkdir(parents=True)
    pages = {"index.gmi": f"# {name}\n".encode(), "gophermap": f"{name}\n0Page\t/page.txt\n".encode(),
             "page.txt": f"page of {name}\n".encode(), **dict(files)}
    for path, content in pages.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def local(port=0):
    return f"{daemon.LOCAL}:{port}"


def server_of(host, gemini_port=0, gopher_port=0):
    return wire.Server(host, daemon.LOCAL, gemini_port, gopher_port)
