"""Which links, servers and pages are measured."""

import dataclasses

QUEUE = 32 * 1024  # bytes before a link, as a modem or a cheap router keeps them
KIBIBYTE = 1024
SIZES = {"1 KiB": KIBIBYTE, "1.5 kB": 1500, "5 KiB": 5 * KIBIBYTE, "8 KiB": 8 * KIBIBYTE,
         "20 KiB": 20 * KIBIBYTE}
WHOLE = {"100 KiB": 100 * KIBIBYTE}
PAGES = SIZES | WHOLE


@dataclasses.dataclass(frozen=True)
class Profile:
    """delay: milliseconds one way; rate: bit/s; loss: packets in a thousand."""
    name: str
    delay: int
    rate: int
    loss: int
    repeats: int


MODEM = Profile("9600 bit/s, 300 ms", 300, 9600, 0, 1)
SATELLITE = Profile("64 kbit/s, 600 ms, 2 % lost", 600, 64000, 20, 5)
FAIR = Profile("1 Mbit/s, 50 ms", 50, 1000000, 0, 5)
THINNEST = Profile("300 bytes/s, 300 ms", 300, 2400, 0, 1)
PROFILES = (MODEM, SATELLITE, FAIR, THINNEST)


@dataclasses.dataclass(frozen=True)
class Run:
    """One link with one server, asked one kind of request for some pages, one after the other."""
    profile: Profile
    server: str
    kind: str  # "first", "resumed", "gopher" or "stalled" (one who stops reading)
    sizes: tuple

    @property
    def protocol(self):
        return "gopher" if self.kind in ("gopher", "stalled") else "gemini"


KINDS = {"kapsulad": ("first", "resumed", "gopher"), "molly-brown": ("first", "resumed"),
         "gophernicus": ("gopher",)}


def runs(servers):
    """All of them are under way at once; each has a link of its own."""
    usual = [Run(profile, server, kind, tuple(SIZES)) for profile in PROFILES
             for server in servers for kind in KINDS[server]]
    # Six minutes, and so the longest: a page that a total limit would cut.
    whole = [Run(THINNEST, "kapsulad", kind, tuple(WHOLE)) for kind in ("first", "gopher")]
    stalled = Run(FAIR, "kapsulad", "stalled", tuple(WHOLE))
    return [*whole, stalled, *usual]
