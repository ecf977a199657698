"""RFC 3986 5.2.4 and percent-encoding: what is asked for is what is served, and nothing beside it."""

import pytest

import capsule
from wire import get

pytestmark = pytest.mark.own_capsule


def body_of(server, path):
    reply = get(server, path)
    assert reply.status == 20, (path, reply)
    return reply.body


@pytest.mark.parametrize("path,name", [
    ("/plain.txt", "plain.txt"),
    ("/pl%61in.txt", "plain.txt"),
    ("/%70%6C%61%69%6e%2etxt", "plain.txt"),
    ("/name%20with%20space.txt", "name with space.txt"),
    ("/100%25.txt", "100%.txt"),
    ("/a%3Fb%23c.txt", "a?b#c.txt"),
    ("/%E1%83%97%e1%83%90%E1%83%95%E1%83%98.txt", "თავი.txt"),
    ("/a%20folder/page.txt", "a folder/page.txt"),
])
def test_percent_decoding_names_the_file(server, path, name):
    assert body_of(server, path) == capsule.GEMINI[name]


def test_decoding_happens_once(server):
    assert get(server, "/100%2525.txt").status == 51


@pytest.mark.parametrize("path", ["/./plain.txt", "/news/../plain.txt", "/news/./../plain.txt",
                                  "/nowhere/../plain.txt", "/news/item.gmi/../../plain.txt",
                                  "/a/b/c/../../../plain.txt"])
def test_dot_segments_are_removed_before_the_look_up(server, path):
    assert body_of(server, path) == capsule.GEMINI["plain.txt"]


@pytest.mark.parametrize("path", ["/news/.", "/news/./", "/news/x/..", "/news/x/../"])
def test_dot_segments_at_the_end_mean_the_folder(server, path):
    assert body_of(server, path) == capsule.GEMINI["news/index.gmi"]


@pytest.mark.parametrize("path", [
    "/..", "/../", "/../plain.txt", "/news/../../plain.txt", "/./../x", "/news/../../../etc/passwd",
    "/%2e%2e/plain.txt", "/%2E./text/secret.txt", "/.%2e/text/secret.txt",
    "/news/%2e%2e/%2e%2e/text/secret.txt"])
def test_climbing_above_the_root_is_59(server, path):
    assert get(server, path).status == 59


@pytest.mark.parametrize("path", ["/news%2Fitem.gmi", "/%2Fplain.txt", "/..%2f..%2fetc%2fpasswd",
                                  "/news/..%2fplain.txt", "/news%2F"])
def test_encoded_slash_names_no_file(server, path):
    assert get(server, path).status == 51


@pytest.mark.parametrize("path", ["/%00", "/plain.txt%00", "/plain.txt%00.gmi", "/news/%00/"])
def test_encoded_nul_is_59(server, path):
    assert get(server, path).status == 59


@pytest.mark.parametrize("path", ["/%", "/%4", "/%zz", "/%4g", "/a%", "/%%41", "/%/41", "/%u0041"])
def test_bad_percent_is_59(server, path):
    assert get(server, path).status == 59


def test_bad_percent_in_a_query_is_59(server):
    assert get(server, "/?%zz").status == 59


@pytest.mark.parametrize("path", ["/%0d%0a20%20text/plain%0d%0ahello", "/%0a", "/%1b%5b2J",
                                  "/%ff%fe", "/..%5c..%5cplain.txt", "/C:/", "/~root", "/$HOME",
                                  "/*", "/%2a", "/plain.txt;1", "/plain.txt,v", "/PLAIN.TXT"])
def test_odd_names_are_51(server, path):
    assert get(server, path).status == 51


@pytest.mark.parametrize("path", ["/.secret", "/%2esecret", "/.hidden/page.txt", "/.hidden/",
                                  "/.hidden", "/news/.draft.txt", "/news/%2Edraft.txt",
                                  "/.hidden/../.secret"])
def test_dotfiles_are_never_served(server, path):
    assert get(server, path).status == 51


@pytest.mark.parametrize("path", ["/out_absolute.txt", "/out_relative.txt", "/out_folder/secret.txt",
                                  "/out_folder/", "/out_folder", "/loop.txt"])
def test_links_out_of_the_tree_lead_nowhere(server, path):
    assert get(server, path).status == 51


def test_what_is_no_file_is_51_at_once(server):
    assert get(server, "/pipe.txt").status == 51


@pytest.mark.parametrize("path", ["/../table", "/table", "/gopher/gophermap", "/gemini/index.gmi",
                                  "/current/table", "/builds/1/table", "/gophermap",
                                  "/about.txt"])
def test_nothing_beside_the_gemini_tree_is_served(server, path):
    assert get(server, path).status in (51, 59)


@pytest.mark.parametrize("path", ["/nothing", "/nothing/", "/news/nothing.gmi", "/plain.txt/",
                                  "/plain.txt/x", "/index.gmi/", "/news/index.gmi/"])
def test_not_found_is_51(server, path):
    assert get(server, path).status == 51


def test_longest_names_are_51(server):
    room = 1024 - len(server.uri("/"))
    assert get(server, "/" + "x" * room).status == 51
    assert get(server, "/" + "x" * 255).status == 51
    assert get(server, "/" + "x/" * (room // 2)).status == 51
    assert get(server, "/" + "%41" * (room // 3)).status == 51
    assert get(server, "/" + "./" * (room // 2)).status == 20


def test_gone_is_52(server):
    assert get(server, "/gone.txt").status == 52


def test_moved_is_31_to_the_new_place(server):
    reply = get(server, "/moved.txt")
    assert (reply.status, reply.meta) == (31, "/plain.txt")


def test_moved_never_carries_the_query_over(server):
    assert get(server, "/moved.txt?q=1").meta == "/plain.txt"
