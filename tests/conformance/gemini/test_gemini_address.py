"""Gemini 0.24.1: scheme, host and port of a request, and the name in the TLS hello (53)."""

import pytest

import wire
from wire import ask, get, line

OTHER_HOST = "other.test"


def uri_of(server, scheme="gemini", host=None, port=None, path="/"):
    port = server.gemini_port if port is None else port
    return f"{scheme}://{host or server.host}:{port}{path}"


def status_of(server, uri, **options):
    return ask(server, line(uri), **options).status


def test_our_own_port_may_be_written(server):
    assert status_of(server, uri_of(server)) == 20


@pytest.mark.own_capsule
def test_port_1965_is_ours_behind_a_forwarded_port(server):
    assert status_of(server, f"gemini://{server.host}/") == 20
    assert status_of(server, f"gemini://{server.host}:1965/") == 20


@pytest.mark.own_capsule
def test_empty_port_is_the_usual_one(server):
    assert status_of(server, f"gemini://{server.host}:/") == 20


@pytest.mark.parametrize("port", ["1", "70", "443", "1966", "65535", "0"])
def test_other_port_is_53(server, port):
    assert status_of(server, uri_of(server, port=port)) == 53


@pytest.mark.parametrize("port", ["65536", "99999999999999999999"])
def test_impossible_port_is_never_served(server, port):
    assert status_of(server, uri_of(server, port=port)) in (53, 59)


@pytest.mark.parametrize("port", ["x", "-1", "1965x", "%31"])
def test_port_that_is_no_number_is_59(server, port):
    assert status_of(server, uri_of(server, port=port)) == 59


@pytest.mark.parametrize("scheme", ["GEMINI", "Gemini", "gEmInI"])
def test_scheme_compares_without_case(server, scheme):
    assert status_of(server, uri_of(server, scheme=scheme)) == 20


@pytest.mark.parametrize("scheme", ["http", "https", "gopher", "spartan", "finger", "gemini2"])
def test_other_scheme_is_53(server, scheme):
    assert status_of(server, uri_of(server, scheme=scheme)) == 53


@pytest.mark.parametrize("uri", ["https://example.org/", "mailto:someone@example.org",
                                 "data:text/plain,hello", "urn:isbn:0451450523", "about:blank"])
def test_foreign_uri_is_53(server, uri):
    assert status_of(server, uri) == 53


@pytest.mark.parametrize("uri", ["gemini:", "gemini:/", "gemini:index.gmi", "gemini://",
                                 "gemini:///", "gemini://:1965/"])
def test_no_host_is_never_served(server, uri):
    assert status_of(server, uri) in (53, 59)


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "xlocalhost",
                                  "localhos", "192.0.2.1", "[2001:db8::1]", "0.0.0.0", "127.1",
                                  "2130706433", "localhost..", "[v1.x]"])
def test_other_host_is_53(server, host):
    assert status_of(server, uri_of(server, host=host)) == 53


def test_host_compares_without_case(server):
    assert status_of(server, uri_of(server, host=server.host.upper())) == 20


def test_host_with_a_trailing_dot_is_the_same_host(server):
    assert status_of(server, uri_of(server, host=server.host + ".")) == 20


@pytest.mark.own_capsule
def test_ip_literal_host_is_served(server):
    assert status_of(server, uri_of(server, host=server.address)) == 20
    assert status_of(server, uri_of(server, host=server.address), sni=None) == 20


def test_missing_sni_is_served(server):
    assert status_of(server, uri_of(server), sni=None) == 20


@pytest.mark.own_capsule
def test_each_served_host_is_served(server):
    assert status_of(server, uri_of(server, host=OTHER_HOST), sni=OTHER_HOST) == 20


@pytest.mark.own_capsule
def test_second_host_without_sni_is_served(server):
    assert status_of(server, uri_of(server, host=OTHER_HOST), sni=None) == 20


@pytest.mark.own_capsule
def test_sni_compares_without_case(server):
    assert status_of(server, uri_of(server), sni="LocalHost") == 20


@pytest.mark.own_capsule
def test_two_names_of_one_capsule_may_differ_in_sni_and_uri(server):
    """Both name the same capsule, so nothing is given away; other capsules: test_config."""
    assert status_of(server, uri_of(server, host=OTHER_HOST), sni=server.host) in (20, 53)


@pytest.mark.own_capsule
def test_unknown_sni_does_not_keep_a_known_host_from_its_page(server):
    with wire.open_tls(server, sni="unknown.example") as tls:
        wire.send(tls, line(uri_of(server)))
        assert wire.read_reply(tls).status in (20, 53)


def test_reply_of_53_tells_nothing_of_the_page(server):
    reply = ask(server, line("gemini://example.org/"))
    assert reply.status == 53
    assert get(server).status == 20
