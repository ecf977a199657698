"""`kapsula get`: one page, and an exit status that monitoring can use."""

import contextlib
import socket
import subprocess
import threading

import pytest

import daemon


def get(*arguments):
    return subprocess.run([daemon.BUILD / "kapsula", "get", *map(str, arguments)], check=False,
                          capture_output=True, timeout=20)


@pytest.fixture(name="at")
def fixture_at(serve, folder):
    """Addresses of a small capsule's pages."""
    (folder / "pages" / "news").mkdir(parents=True)
    (folder / "pages" / "index.gmi").write_text("# ზღვა\n", encoding="utf-8")
    (folder / "pages" / "gophermap").write_text("Hello\n", encoding="ascii")
    (folder / "pages" / "a b.txt").write_text("text\n", encoding="ascii")
    _, server = serve(folder / "pages")
    bases = {"gemini": f"gemini://localhost:{server.gemini_port}",
             "gopher": f"gopher://127.0.0.1:{server.gopher_port}"}
    return lambda scheme, path: bases[scheme] + path


def test_a_page_goes_to_standard_output(at):
    result = get(at("gemini", "/"))
    assert (result.returncode, result.stdout, result.stderr) == (0, "# ზღვა\n".encode(), b"")
    result = get(at("gopher", "/1/"))
    assert (result.returncode, result.stdout) == (0, b"iHello\t\t-\t0\r\n.\r\n")
    assert get(at("gopher", "/0/a%20b.txt")).stdout == b"text\r\n"
    assert get(at("gopher", "")).returncode == 0


def test_head_is_the_first_line_alone(at):
    assert get("--head", at("gemini", "/")).stdout == b"20 text/gemini\n"
    assert get("--head", at("gopher", "/0/a%20b.txt")).stdout == b"text\n"


@pytest.mark.parametrize("scheme, path, code", [
    ("gemini", "/news", 3), ("gemini", "/nothing", 5), ("gopher", "/0/nothing", 5)])
def test_statuses_are_told_apart(at, scheme, path, code):
    result = get(at(scheme, path))
    assert result.returncode == code
    assert result.stderr.count(b"\n") == 1


def test_letters_go_over_the_wire_in_ascii(serve, folder):
    """RFC 3987 3.1; a literal in brackets stays as it is."""
    (folder / "pages").mkdir()
    (folder / "pages" / "ზღვა.gmi").write_text("# ზღვა\n", encoding="utf-8")
    _, server = serve(folder / "pages")
    assert get(f"gemini://localhost:{server.gemini_port}/ზღვა.gmi").returncode == 0
    result = get("gemini://ზღვა.invalid/")
    assert result.returncode == 1 and b"looking up the host" in result.stderr
    assert get(f"gemini://[::1]:{daemon.free_port()}/").returncode == 1


def test_what_cannot_be_reached_is_1(folder):
    del folder
    result = get(f"gemini://localhost:{daemon.free_port()}/")
    assert result.returncode == 1 and b"connecting" in result.stderr
    assert get("gemini://no-such-host.invalid/").returncode == 1


@contextlib.contextmanager
def answering(said):
    """The port of a server that says this to one client, or None: nothing at all."""
    done = threading.Event()
    with socket.create_server((daemon.LOCAL, 0)) as listener:
        def answer():
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                if said is None:
                    done.wait(10)
                else:
                    connection.sendall(said)
        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        done.set()
        thread.join()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n", None])
def test_what_answers_otherwise_is_1(said):
    """Somebody hangs up, speaks another protocol, or says nothing at all."""
    with answering(said) as port:
        result = get("--timeout", 1, f"gemini://{daemon.LOCAL}:{port}/")
    assert result.returncode == 1 and result.stderr.count(b"\n") == 1, result.stderr
    if said is None:
        assert b"timed out" in result.stderr


@pytest.mark.parametrize("control", ["\x1b[", "\x7f[", "\x9b"])
def test_an_error_draws_nothing_on_the_screen(control):
    said = f"3No {control}2Jpage\terror\terror.host\t1\r\n.\r\n".encode()
    with answering(said) as port:
        result = get(f"gopher://{daemon.LOCAL}:{port}/0/x")
    assert result.returncode == 5 and result.stdout == said
    shown = control.replace(control[0], " ")
    assert f"No {shown}2Jpage error error.host 1\n" in result.stderr.decode()


def test_a_file_without_lines_comes_whole():
    with answering(b"x" * 3_000_000) as port:
        assert get(f"gopher://{daemon.LOCAL}:{port}/9/x").stdout == b"x" * 3_000_000


@pytest.mark.parametrize("arguments", [
    (), ("a", "b"), ("http://localhost/",), ("localhost",), ("gemini://",), ("--timeout", "0", "x"),
    ("--timeout", "soon", "x"), ("--bad", "x"), ("gopher://localhost/0/a%0d%0ab",)])
def test_mistakes_are_2(arguments):
    result = get(*arguments)
    assert result.returncode == 2 and result.stderr.count(b"\n") == 1
