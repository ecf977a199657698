"""A key of any kind serves, also as one among others behind the same address."""

import ssl
import subprocess

import pytest

import settings
import wire

KINDS = {
    "P-256": ("ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
    "P-384": ("ec", "-pkeyopt", "ec_paramgen_curve:P-384"),
    "RSA": ("rsa:2048",),
    "Ed25519": ("ed25519",),
}
HOSTS = ("first.example", "second.example")
VERSIONS = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)


def replace_pair(folder, host, kind):
    subprocess.run(["openssl", "req", "-x509", "-newkey", *KINDS[kind], "-nodes", "-subj",
                    f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-days", "60",
                    "-out", folder / f"{host}.crt", "-keyout", folder / f"{host}.key"],
                   check=True, capture_output=True)


@pytest.mark.parametrize("kinds", [("P-256", "RSA"), ("P-384", "P-256"), ("Ed25519", "P-384"),
                                   ("RSA", "Ed25519")])
def test_any_kind_of_key_serves(start, folder, kinds):
    capsules = [settings.capsule_text(folder, host,
                                      settings.write_plain(folder / host, host), [settings.local()])
                for host in HOSTS]
    for host, kind in zip(HOSTS, kinds):
        replace_pair(folder, host, kind)
    process = start("-c", settings.write_config(folder, *capsules))
    port = process.ports("gemini")[0]
    for version in VERSIONS:
        for host in HOSTS:
            reply = wire.get(settings.server_of(host, port),
                             context=wire.new_context(version, version))
            assert (reply.status, reply.body) == (20, f"# {host}\n".encode())
