"""Bad input: one line on standard error that says what, where and what to do; exit 1 or 2."""

import os
import shutil
import subprocess

import pytest

import daemon
import settings
from settings import capsule_text, local, write_config, write_plain

FAILED, USAGE = 1, 2
NOBODY = 65534


def run(*arguments, program=None, **options):
    return subprocess.run([program or daemon.BUILD / "kapsulad", *map(str, arguments)],
                          capture_output=True, text=True, timeout=10, check=False,
                          stdin=subprocess.DEVNULL, **options)


def assert_fault(result, code, *words):
    """One line, told by kapsulad, with all these words."""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("kapsulad: ")
    assert len(lines[0]) < 400
    for word in words:
        assert str(word).lower() in lines[0].lower(), lines[0]
    assert result.returncode == code, (result.returncode, lines[0])
    assert result.stdout == ""


@pytest.fixture(name="out")
def fixture_out(folder):
    (folder / "certs").mkdir()
    return write_plain(folder / "plain", "Plain")


@pytest.mark.parametrize("arguments,word", [
    (["--nonsense", "DIR"], "--nonsense"), (["-x", "DIR"], "x"), ([], "help"),
    (["-c"], "c"), (["DIR", "more"], ""), (["-c", "FILE", "DIR"], ""), (["-n"], ""),
    (["-c", "FILE", "--host", "x.test"], ""), (["--gemini"], "--gemini")])
def test_wrong_command_line_is_2(arguments, word, folder):
    named = [argument.replace("DIR", str(folder)).replace("FILE", str(folder / "none"))
             for argument in arguments]
    assert_fault(run(*named), USAGE, word)


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                                     "127.0.0.1:65536", "127.0.0.1:-1", ":", "", "[::1", "[::1]",
                                     "::1:70", "127.0.0.256:70", "example.org:70", "127.0.0.1:70x"])
@pytest.mark.parametrize("option", ["--gemini", "--gopher"])
def test_bad_address_is_told(out, folder, option, address):
    result = run(option, address, "--certs", folder / "certs", out)
    assert_fault(result, result.returncode, address)
    assert result.returncode in (FAILED, USAGE)


def test_help_and_version_go_to_standard_output():
    told = run("--help")
    assert (told.returncode, told.stderr) == (0, "")
    for word in ("--gemini", "--gopher", "--certs", "--host", "-c", "-n"):
        assert word in told.stdout
    told = run("--version")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("kapsulad ")


def test_missing_folder(folder):
    place = folder / "nowhere"
    assert_fault(run("--gopher", local(), place), FAILED, place, "no such file")


def test_folder_that_is_a_file(folder, out):
    assert_fault(run("--gopher", local(), out / "page.txt"), FAILED, out / "page.txt")
    assert folder.exists()


def test_folder_whose_build_is_gone(folder):
    (folder / "public").mkdir()
    (folder / "public" / "current").symlink_to("builds/7")
    assert_fault(run("--gopher", local(), folder / "public"), FAILED, folder / "public")


def test_port_in_use(out, folder):
    with daemon.running("--gopher", local(), out) as process:
        address = local(process.ports("gopher")[0])
        assert_fault(run("--gopher", address, out), FAILED, address, "in use", "port")
        assert_fault(run("--gemini", address, "--certs", folder / "certs", out), FAILED, address,
                     "in use")


def test_address_of_another_machine(out):
    assert_fault(run("--gopher", "192.0.2.1:7070", out), FAILED, "192.0.2.1")


def test_certificates_cannot_be_made(out, folder):
    place = folder / "plain" / "page.txt"
    assert_fault(run("--gemini", local(), "--certs", place, out), FAILED, place)


@pytest.mark.parametrize("host", ["a/b", "../x", "", "a b", "-bücher.example"])
def test_host_that_can_have_no_certificate(out, folder, host):
    result = run("--gemini", local(), "--certs", folder / "certs", "--host", host, out)
    assert_fault(result, result.returncode, host)
    assert result.returncode in (FAILED, USAGE)
    assert list((folder / "certs").iterdir()) == []


def test_key_without_its_certificate(out, folder):
    crt, key = settings.write_pair(folder / "certs", "localhost")
    crt.unlink()
    before = key.read_bytes()
    assert_fault(run("--gemini", local(), "--certs", folder / "certs", out), FAILED, "localhost")
    assert key.read_bytes() == before
    assert not crt.exists()


def key_faults(folder, name):
    crt, key = settings.write_pair(folder / "certs", "localhost")
    other, _ = settings.write_pair(folder, "other.test")
    if name == "mismatch":
        shutil.copy(other, crt)
    elif name == "no_pem_certificate":
        crt.write_text("no certificate\n", encoding="ascii")
    elif name == "no_pem_key":
        key.write_text("no key\n", encoding="ascii")
    return crt, key


@pytest.mark.parametrize("name,words", [
    ("mismatch", ["localhost.key", "certificate"]),
    ("no_pem_certificate", ["localhost.crt"]),
    ("no_pem_key", ["localhost.key"]),
])
def test_key_and_certificate_that_do_not_fit(out, folder, name, words):
    key_faults(folder, name)
    assert_fault(run("--gemini", local(), "--certs", folder / "certs", out), FAILED, *words)


def as_nobody():
    """Options that take root's rights away, so that a mode says something."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}


def test_files_that_may_not_be_read(out, folder):
    program = shutil.copy(daemon.BUILD / "kapsulad", folder / "kapsulad")
    text = capsule_text(folder, "one.test", out, [local()])
    config = write_config(folder, text)
    for path in (folder / "one.test.key", folder / "one.test.crt", out, config):
        mode = path.stat().st_mode
        if path.name == "one.test.crt":
            (folder / "one.test.key").chmod(0o644)
        path.chmod(0)
        assert_fault(run("-c", config, program=program, **as_nobody()), FAILED, path, "permission")
        path.chmod(mode | 0o044)


def snapshot(root):
    return {path: (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in [root, *root.rglob("*")]}


def test_nothing_published_is_touched(out, folder):
    before = snapshot(out)
    run("--gopher", "nonsense", out)
    run("--gopher", "192.0.2.1:7070", out)
    run("--gemini", local(), "--certs", folder / "nowhere" / "certs", out)
    assert snapshot(out) == before


# The first line of the configuration is number 1; CAPSULE is a good one of several lines.
CONFIGS = [
    ("first-byte-timout = 30\nCAPSULE", 1, ["first-byte-timout"]),
    ("\n\nworkers = \"many\"\nCAPSULE", 3, ["workers"]),
    ("workers = 0\nCAPSULE", 1, ["workers"]),
    ("\n'' 'x", 2, ["understood"]),
    ("# a comment\n\nworkers = 0 # another\nCAPSULE", 3, ["workers"]),
    ("/* long\n comment */ // and\nworkers = 0\nCAPSULE", 3, ["workers"]),
    ("workers = -1\nCAPSULE", 1, ["workers"]),
    ("first-byte-timeout = soon\nCAPSULE", 1, ["first-byte-timeout"]),
    ("\nrequest-timeout = 0\nCAPSULE", 2, ["request-timeout"]),
    ("stall-timeout = -5\nCAPSULE", 1, ["stall-timeout"]),
    ("drain-timeout = 99999999999999999999\nCAPSULE", 1, ["drain-timeout"]),
    ("max-connections = 0\nCAPSULE", 1, ["max-connections"]),
    ("max-per-prefix = 0\nCAPSULE", 1, ["max-per-prefix"]),
    ("log-address = some\nCAPSULE", 1, ["log-address"]),
    ("user = \"nobody-of-that-name\"\nCAPSULE", 1, ["nobody-of-that-name"]),
    ("capsule \"a.test\" {\n    gopher = { \"nonsense\" }\n    root = \"ROOT\"\n}", 2, ["nonsense"]),
    ("capsule \"a.test\" {\n    gopher = { \"LOCAL\" }\n    rot = \"ROOT\"\n}", 3, ["rot"]),
    ("capsule \"a.test\" {\n    gopher = { \"LOCAL\" }\n    root = \"ROOT\"\n"
     "    redirect = { \"/old/* /new\" }\n}", 4, ["/old/*"]),
    ("capsule \"a.test\" {\n    gopher = { \"LOCAL\" }\n    root = \"ROOT\"\n"
     "    redirect = { \"/only-one\" }\n}", 4, ["/only-one"]),
    ("capsule \"a.test\" {\n    gopher = { \"LOCAL\" }\n    root = \"ROOT\"\n"
     "    language = \"not a tag\"\n}", 4, ["not a tag"]),
    ("capsule \"a.test\" {\n    gopher = { \"LOCAL\" }\n    root = \"ROOT\"\n"
     "    listing = perhaps\n}", 4, ["listing"]),
    ("capsule \"a b\" {\n    gopher = { \"LOCAL\" }\n    root = \"ROOT\"\n}", None, ["a b"]),
    ("capsule \"a.test\" {\n    gopher = { \"LOCAL\" }\n}", None, ["root"]),
    ("capsule \"a.test\" {\n    root = \"ROOT\"\n}", None, ["gemini", "gopher"]),
    ("capsule \"a.test\" {\n    gemini = { \"LOCAL\" }\n    root = \"ROOT\"\n}", None,
     ["certificate"]),
    ("CAPSULE\nCAPSULE", None, ["a.test"]),
    ("CAPSULE\nnonsense here", 5, []),
    ("capsule \"a.test\" {\n    root = \"ROOT\n", None, []),
    ("", None, ["capsule"]),
]


@pytest.mark.parametrize("text,number,words", CONFIGS)
@pytest.mark.parametrize("options", [["-c"], ["-n", "-c"]])
def test_bad_configuration_is_told_with_file_and_line(out, folder, options, text, number, words):
    capsule = 'capsule "a.test" {\n    gopher = { "LOCAL" }\n    root = "ROOT"\n}'
    text = text.replace("CAPSULE", capsule).replace("ROOT", str(out)).replace("LOCAL", local())
    config = write_config(folder, text)
    place = f"{config}:{number}:" if number else f"{config}"
    assert_fault(run(*options, config), FAILED, place, *words)


def test_two_capsules_cannot_share_a_gopher_address(out, folder):
    address = local(daemon.free_port())
    config = write_config(folder, capsule_text(folder, "a.test", out, (), [address]),
                          capsule_text(folder, "b.test", out, (), [address]))
    assert_fault(run("-c", config), FAILED, address)
    assert_fault(run("-n", "-c", config), FAILED, address)


@pytest.mark.parametrize("options", [["-c"], ["-n", "-c"]])
def test_missing_things_of_a_configuration(out, folder, options):
    config = write_config(folder, capsule_text(folder, "a.test", out, [local()]))
    good = config.read_text(encoding="utf-8")
    for old, new in ((str(out), str(folder / "nowhere")),
                     (str(folder / "a.test.crt"), str(folder / "none.crt")),
                     (str(folder / "a.test.key"), str(folder / "none.key"))):
        config.write_text(good.replace(old, new), encoding="utf-8")
        assert_fault(run(*options, config), FAILED, new, "no such file")
    assert_fault(run(*options, folder / "none.conf"), FAILED, folder / "none.conf", "no such file")
    assert_fault(run(*options, out), FAILED, out)
