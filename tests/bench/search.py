"""What the search costs: the size of its index, and each query processor time of the daemon."""

import statistics

import place
import servers
import table

QUERIES = 20  # of a kind


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


def measure_queries(scene, public, vocabularies):
    server = servers.Kapsulad(scene, 1, public)
    server.start()
    try:
        for words in ("warm", "up"):
            place.fetch("gopher", server.ports["gopher"], f"/search\t{words}")
        return {kind: query_microseconds(server, queries)
                for kind, queries in queries_of(vocabularies).items()}
    finally:
        server.stop()


def measure(scene, public, vocabularies):
    size = (public / "current/search.db").stat().st_size
    return size, measure_queries(scene, public, vocabularies)


def show(pages, measured):
    size, queries = measured
    table.show(f"kapsulad, a search among {pages:,} pages, processor time",
               ["words", "median µs", "most"],
               [[kind, f"{median:,.0f}", f"{most:,.0f}"] for kind, (median, most) in queries.items()])
    print(f"  The index has {table.mebibytes(size)} MiB.")
