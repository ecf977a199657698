"""What the search costs: the index its share of a build, and each query processor time of the daemon."""

import os
import statistics
import subprocess

import library
import place
import servers
import table

PAGES = 10_000
TIMEOUT_SECONDS = 120
QUERIES = 20  # of a kind


def build_seconds(scene, source, settings):
    """The tool's processor time, pinned to the server's core."""
    (source / "capsule.txt").write_text(f"Language: en\n{settings}", encoding="utf-8")
    before = os.times()
    subprocess.run([scene.build / "kapsula", "build", source, source / "public"], check=True,
                   timeout=TIMEOUT_SECONDS, stdout=subprocess.DEVNULL,
                   preexec_fn=servers.pin(servers.SERVER_CORE))
    after = os.times()
    return (after.children_user + after.children_system
            - before.children_user - before.children_system)


def measure_builds(scene, source, vocabularies, rounds):
    """{what: seconds}; a new build each time, but for the last two."""
    seconds = {}
    for what, settings in (("without an index", "Search: no\n"), ("with it", "")):
        samples = []
        for _ in range(rounds):
            subprocess.run(["rm", "-rf", source / "public"], check=True)
            samples.append(build_seconds(scene, source, settings))
        seconds[what] = statistics.median(samples)
    seconds["with it, no page changed"] = build_seconds(scene, source, "")
    changed = source / "text" / library.name(0, "en")
    changed.write_text(library.text(vocabularies["en"]), encoding="utf-8")
    seconds["with it, one page changed"] = build_seconds(scene, source, "")
    return seconds


def queries_of(vocabularies):
    """{kind: words to look for}: the rank of a stem tells how many pages have it."""
    stems = [vocabulary.stems for vocabulary in vocabularies.values()]

    def pick(*ranks):
        return [" ".join(stems[number % len(stems)][rank + number] for rank in ranks)
                for number in range(QUERIES)]
    return {"none": [""] * QUERIES, "a rare one": pick(5000), "a common one": pick(300),
            "three common ones": pick(200, 300, 400), "the most frequent": pick(0),
            "six of those": pick(*range(6))}


def query_microseconds(server, queries):
    """The median, and the dearest."""
    samples = []
    for words in queries:
        before = server.cpu()
        place.fetch("gopher", server.ports["gopher"], f"/search\t{words}")
        samples.append((server.cpu() - before) * 1e6)
    return statistics.median(samples), max(samples)


def measure_queries(scene, source, vocabularies):
    server = servers.Kapsulad(scene, 1, source / "public")
    server.start()
    try:
        for words in ("warm", "up"):
            place.fetch("gopher", server.ports["gopher"], f"/search\t{words}")
        return {kind: query_microseconds(server, queries)
                for kind, queries in queries_of(vocabularies).items()}
    finally:
        server.stop()


def measure(scene, pages=PAGES, rounds=3):
    source = scene.work / "library"
    source.mkdir(mode=0o755)
    vocabularies = library.write(source, pages)
    builds = measure_builds(scene, source, vocabularies, rounds)
    size = (source / "public/current/search.db").stat().st_size
    return pages, builds, size, measure_queries(scene, source, vocabularies)


def show(measured):
    pages, builds, size, queries = measured
    table.show(f"kapsula build, {pages:,} pages, processor time",
               ["build", "seconds"], [[what, f"{value:.2f}"] for what, value in builds.items()])
    print(f"  The index has {table.mebibytes(size)} MiB.")
    table.show(f"kapsulad, a search among {pages:,} pages, processor time",
               ["words", "median µs", "most"],
               [[kind, f"{median:,.0f}", f"{most:,.0f}"] for kind, (median, most) in queries.items()])
