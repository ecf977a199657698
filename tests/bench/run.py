"""`run.py BUILD [--quick]`: what converting, building and serving cost, beside floors and peers.

Floors: (a) TLS handshakes in memory, (b) the barest Gemini server, (c) the barest Gopher server.
A figure that is missed fails nothing; a request that fails does.
"""

import argparse
import os
import subprocess
import sys
import time

import building
import converters
import figures
import floods
import measure
import onwire
import peers
import place
import report
import scale
import search
import servers

PROGRAMS = ("load", "floor", "handshake", "superserver", "cost", "flood", "crowd", "links/link")


def build_programs(build):
    targets = [f"{build}/bench/{name}" for name in PROGRAMS] + [f"{build}/kapsula", f"{build}/kapsulad"]
    subprocess.run(["make", "-s", "--no-print-directory", f"BUILD={build}", *targets], check=True)


def present(known):
    there = []
    for server in known:
        reason = server.missing()
        if reason:
            print(f"bench: without {server.name}: {reason}")
        else:
            there.append(server)
    return there


def measure_requests(bench, running, scene):
    """The daemon first: the floors reply what it does."""
    for server in sorted(running, key=lambda server: not isinstance(server, servers.Kapsulad)):
        server.start()
        bench.sizes[server.name] = scene.learn(server)
    for case in measure.CASES:
        print(f"bench: {case.name} …", flush=True)
        bench.measure_case(case, running)
    for server in running:
        if isinstance(server, servers.Kapsulad) and server.workers > 1:
            bench.measure_shares(server)


def measure_handshakes(scene, count):
    """Floor (a): microseconds of the server's end by kind of handshake."""
    result = subprocess.run(
        [scene.build / "bench/handshake", str(count), scene.crt, scene.key], check=True,
        capture_output=True, text=True, preexec_fn=servers.pin(servers.SERVER_CORE))
    return {name: float(value) for name, value in
            (line.split("=") for line in result.stdout.splitlines())}


def measure_building(scene, quick, wants_search):
    print("bench: building a large capsule …", flush=True)
    pages, rounds = (2000, 1) if quick else (building.PAGES, 3)
    with building.open_folder(scene) as work:
        built = building.measure(scene, work, pages, rounds)
        building.show(built)
        if wants_search:
            print("bench: searching it …", flush=True)
            search.show(pages, search.measure(scene, built.last_out(), built.vocabularies))


def measure_wire(scene, quick):
    """Bytes on the wire, and what many connections and pages cost."""
    print("bench: bytes on the wire …", flush=True)
    counts = onwire.measure(scene.build)
    print("bench: many connections and pages …", flush=True)
    many = scale.Scale(scene.build, 1000, 3, 0.3) if quick else scale.Scale(scene.build)
    return counts, many


def measure_all(scene, quick):
    known = present(servers.all_servers(scene))
    bench = measure.Bench(rounds=5 if quick else 15, scale=0.3 if quick else 1)
    try:
        measure_requests(bench, known, scene)
    finally:
        for server in known:
            server.stop()
    print("bench: memory …", flush=True)
    memory = {server.name: bench.measure_memory(server) for server in known}
    print("bench: handshakes in memory …", flush=True)
    handshakes = measure_handshakes(scene, 300 if quick else 3000)
    measure_building(scene, quick, wants_search=True)
    counts, many = measure_wire(scene, quick)
    bench.failed += many.failed
    report.show(bench, [server.name for server in known], memory, handshakes)
    onwire.show(counts)
    scale.show(many)
    figures.show(bench, memory, counts, many)
    if not quick:
        print("\nbench: floods …", flush=True)
        floods.show(floods.measure_all(scene))
    return report.show_failures(bench)


def measure_converting(scene, quick):
    print("bench: converting …", flush=True)
    costs = converters.Converters(scene, 1 if quick else 5)
    costs.measure()
    converters.show(costs)
    figures.show_converting(costs)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", nargs="?", default="build")
    parser.add_argument("--building", action="store_true", help="nothing but building")
    parser.add_argument("--converting", action="store_true", help="nothing but the converter")
    parser.add_argument("--quick", action="store_true", help="under a minute, and rougher")
    return parser.parse_args()


def measure_wanted(scene, arguments):
    """Whether no request failed."""
    if arguments.building:
        measure_building(scene, arguments.quick, wants_search=False)
        return True
    measure_converting(scene, arguments.quick)
    return arguments.converting or measure_all(scene, arguments.quick)


def main():
    arguments = read_arguments()
    began = time.monotonic()
    before = os.getloadavg()[0]
    if not arguments.building:
        peers.install(peers.CONVERTERS if arguments.converting
                      else {**peers.ALL, **peers.CONVERTERS})
    build_programs(arguments.build)
    scene = place.Place(arguments.build)
    try:
        good = measure_wanted(scene, arguments)
    finally:
        scene.remove()
    print(f"\nbench: {time.monotonic() - began:.0f} s; load of the machine before it: {before:.2f}"
          f"{'' if before < 0.5 else ' (not quiet: the figures are rough)'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
