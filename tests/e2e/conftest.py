"""Both programs as readers, editors and admins use them."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conformance"))

import daemon  # pylint: disable=wrong-import-position
import terminal  # pylint: disable=wrong-import-position
import wire  # pylint: disable=wrong-import-position

os.umask(0o022)


@pytest.fixture(name="folder")
def fixture_folder():
    """A temporary folder that an unprivileged daemon can read."""
    with daemon.folder() as path:
        yield path


@pytest.fixture(name="start")
def fixture_start(folder):
    """Starts daemons; after the test each must be healthy and end cleanly at SIGTERM, before the
    folder goes."""
    assert folder.is_dir()
    with contextlib.ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(
            daemon.running(*arguments, **options))


@pytest.fixture(name="serve")
def fixture_serve(start, folder):
    """Starts a daemon over a folder in the command-line form; gives it and where it is. `more` is
    Daemon's."""
    def serve(out, *options, **more):
        (folder / "certs").mkdir(exist_ok=True)
        process = start("--gemini", f"{daemon.LOCAL}:0", "--gopher", f"{daemon.LOCAL}:0",
                        "--certs", folder / "certs", *options, out, **more)
        return process, where(process)
    return serve


def where(process, host="localhost"):
    return wire.Server(host, daemon.LOCAL, process.ports("gemini")[0], process.ports("gopher")[0])


def build(source, out):
    """`kapsula build SOURCE OUT`, which must succeed."""
    result = subprocess.run([daemon.BUILD / "kapsula", "build", source, out], check=False,
                            capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(name="kapsula_build", scope="session")
def fixture_kapsula_build():
    return build


class Sample:
    """The repository's sample capsule, built and served."""

    def __init__(self, out, process):
        self.out = out
        self.process = process
        self.server = where(process)


@pytest.fixture(name="served_sample", scope="session")
def fixture_served_sample():
    with daemon.folder() as folder:
        build(daemon.ROOT / "capsule", folder / "public")
        (folder / "certs").mkdir()
        with daemon.running("--gemini", f"{daemon.LOCAL}:0", "--gopher", f"{daemon.LOCAL}:0",
                            "--certs", folder / "certs", folder / "public") as process:
            yield Sample(folder / "public", process)


@pytest.fixture(name="sample")
def fixture_sample(served_sample):
    """The sample's daemon is one for all; each test leaves it healthy."""
    yield served_sample
    served_sample.process.assert_healthy()


@pytest.fixture(name="open_screen")
def fixture_open_screen():
    for end in terminal.open_pair():
        os.close(end)
    with contextlib.ExitStack() as stack:
        home = pathlib.Path(tempfile.mkdtemp(prefix="screen-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)

        def open_screen(command):
            screen = terminal.Screen(home, command)
            stack.callback(screen.close)
            return screen
        yield open_screen
