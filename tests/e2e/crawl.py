"""Readers that follow every link of a capsule, over Gemini and over Gopher."""

import urllib.parse

import wire

for known in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
    known.append("gemini")

ASKED_ITEMS = "017g9I45;sdP"


def gemtext_links(text):
    """The addresses of a page's links, those in preformatted text left out."""
    is_preformatted = False
    for line in text.split("\n"):
        if line.startswith("```"):
            is_preformatted = not is_preformatted
        elif line.startswith("=>") and not is_preformatted:
            yield line[2:].split(maxsplit=1)[0]


def is_own(server, uri):
    parts = urllib.parse.urlsplit(uri)
    return parts.scheme == "gemini" and parts.hostname == server.host \
        and (parts.port or 1965) in (1965, server.gemini_port)


def gemini_links(base, reply):
    if not reply.meta.startswith("text/gemini"):
        return []
    return [urllib.parse.urljoin(base, link) for link in gemtext_links(reply.body.decode("utf-8"))]


def crawl_gemini(server):
    """{path: reply} of all that can be reached from the root, and the links out."""
    pages, outward, ahead = {}, set(), [server.uri("/")]
    while ahead:
        uri = ahead.pop()
        if not is_own(server, uri):
            outward.add(uri)
            continue
        path = urllib.parse.urlsplit(uri).path or "/"
        if path in pages:
            continue
        pages[path] = wire.ask(server, wire.line(urllib.parse.urldefrag(uri).url))
        ahead.extend(gemini_links(uri, pages[path]))
    return pages, outward


def crawl_gopher(server):
    """{selector: (type, bytes)} of all that can be reached from the root, and the items out."""
    found, outward, ahead = {}, set(), [("1", "")]
    while ahead:
        kind, selector = ahead.pop()
        if selector in found:
            continue
        data = wire.select(server, wire.line(selector))
        found[selector] = kind, data
        for item in wire.parse_menu(data) if kind == "1" else []:
            is_here = (item.host, item.port) == (server.host, server.gopher_port)
            if is_here and item.type in ASKED_ITEMS:
                ahead.append((item.type, item.selector))
            elif item.type not in "i3":
                outward.add(item)
    return found, outward
