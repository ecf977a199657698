"""Checks the tree in the current folder; one line a finding, exit 1 when there is any."""

import sys

import calls
import layers
import manuals
import sizes
import text


def main():
    findings = [finding for module in (layers, sizes, calls, text, manuals) for finding in module.check()]
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
