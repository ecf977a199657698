"""`kapsula cert`: keys that are made once, shown, and kept on renewal."""

import re
import stat
import subprocess

import daemon
import settings


def cert(*arguments):
    return subprocess.run([daemon.BUILD / "kapsula", "cert", *map(str, arguments)], check=False,
                          capture_output=True, text=True, timeout=20)


def openssl(*arguments):
    result = subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True,
                            timeout=20)
    return result.stdout


def test_a_pair_is_made_and_told(folder):
    result = cert("--dir", folder, "example.org")
    assert result.returncode == 0, result.stderr
    assert stat.S_IMODE((folder / "example.org.key").stat().st_mode) == 0o600
    assert daemon.sha256_of(folder / "example.org.crt") in result.stdout
    text = openssl("x509", "-in", folder / "example.org.crt", "-noout", "-text").decode()
    assert "Version: 3" in text and "DNS:example.org" in text and "prime256v1" in text


def test_a_key_that_is_there_is_never_overwritten(folder):
    cert("--dir", folder, "example.org")
    before = (folder / "example.org.key").read_bytes()
    result = cert("--dir", folder, "example.org")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1 and "--renew" in result.stderr
    assert (folder / "example.org.key").read_bytes() == before


def test_show_tells_what_clients_show(folder):
    cert("--dir", folder, "example.org")
    result = cert("--show", "--dir", folder, "example.org")
    assert result.returncode == 0, result.stderr
    public = openssl("x509", "-in", folder / "example.org.crt", "-noout", "-pubkey")
    (folder / "public").write_bytes(public)
    openssl("pkey", "-pubin", "-in", folder / "public", "-outform", "DER", "-out",
            folder / "public.der")
    digest = openssl("dgst", "-sha256", "-r", folder / "public.der").decode().split()[0]
    shown = dict(reversed(line.split(" (")) for line in result.stdout.split("\n") if " (" in line)
    assert shown["SHA-256, as Lagrange shows it)"].split()[-1] == digest
    assert shown["the same, as amfora keeps it)"].split()[-1] == digest.upper()
    assert daemon.sha256_of(folder / "example.org.crt") in result.stdout
    assert re.search(r"from \d{4}-\d\d-\d\d until 20\d\d-\d\d-\d\d", result.stdout)
    handshake = re.search(r"handshake +(\d+) bytes to the reader, (\d+) back", result.stdout)
    assert handshake and 600 < int(handshake[1]) < 1000 and 200 < int(handshake[2]) < 600


def test_renew_keeps_the_key_and_changes_the_certificate(folder):
    cert("--dir", folder, "example.org")
    key, crt = ((folder / f"example.org.{end}").read_bytes() for end in ("key", "crt"))
    result = cert("--renew", "--dir", folder, "example.org")
    assert result.returncode == 0, result.stderr
    assert (folder / "example.org.key").read_bytes() == key
    assert (folder / "example.org.crt").read_bytes() != crt
    assert sorted(path.name for path in folder.iterdir()) == ["example.org.crt", "example.org.key"]


def names(folder):
    text = openssl("x509", "-in", folder / "example.org.crt", "-noout", "-ext", "subjectAltName")
    return text.decode().split("\n")[1].strip()


def test_aliases_are_named_and_kept_on_renewal(folder):
    cert("--dir", folder, "--alias", "www.example.org", "--alias", "ბათუმი.example", "example.org")
    both = "DNS:example.org, DNS:www.example.org, DNS:xn--lodbteo1c.example"
    assert names(folder) == both
    cert("--renew", "--dir", folder, "example.org")
    assert names(folder) == both
    cert("--renew", "--dir", folder, "--alias", "192.0.2.1", "example.org")
    assert names(folder) == "DNS:example.org, IP Address:192.0.2.1"


def test_a_name_in_letters_has_files_in_ascii(folder):
    result = cert("--dir", folder, "ბათუმი.example")
    assert result.returncode == 0, result.stderr
    assert (folder / "xn--lodbteo1c.example.key").exists()


def test_mistakes_are_one_line(folder):
    for arguments, code in ((("--dir", folder), 2), (("--show", "--renew", "a"), 2),
                            (("--bad", "a"), 2), (("--dir", folder, "no such host"), 2),
                            (("--dir", folder, "--alias", "no name", "a"), 2),
                            (("--dir", folder / "nowhere", "a"), 1),
                            (("--show", "--dir", folder, "a"), 1),
                            (("--renew", "--dir", folder, "a"), 1)):
        result = cert(*arguments)
        assert result.returncode == code, arguments
        assert result.stderr.startswith("kapsula: ") and result.stderr.count("\n") == 1, arguments


def test_an_end_that_is_near_is_told_at_the_start(folder):
    """30 days before: an operator has time to renew."""
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=localhost", "-days", "20", "-out", folder / "localhost.crt", "-keyout",
            folder / "localhost.key")
    (folder / "pages").mkdir()
    process = daemon.Daemon("--gemini", f"{daemon.LOCAL}:0", "--certs", folder, folder / "pages")
    try:
        process.wait_until_serving()
        assert any(re.search(r"certificate localhost ends in (19|20) days", line)
                   for line in process.lines), process.told()
    finally:
        process.kill()


def test_a_name_that_the_certificate_lacks_is_told_at_the_start(folder):
    cert("--dir", folder, "one.test")
    text = settings.capsule_text(folder, "one.test", settings.write_plain(folder / "one", "One"),
                                 [settings.local()], [], '    aliases = { "www.one.test" }')
    process = daemon.Daemon("-c", settings.write_config(folder, text))
    try:
        process.wait_until_serving()
        told = [line for line in process.lines if "does not name" in line]
        assert len(told) == 1 and "does not name www.one.test" in told[0], process.told()
        assert "kapsula cert --renew --alias www.one.test one.test" in told[0]
    finally:
        process.kill()
