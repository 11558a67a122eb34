"""How the cost of reading grows: folders, documents, wide tables, audits, long printed tables.

    python benchmarks/growth.py [--part N]

Each input is made for this, in a size and in a quarter of it; ``--part 10`` takes a tenth of all.
Processor time is counted. The exponent says how the cost grows: 1 is in proportion. Each measure
is taken in a process of its own, whose memory at most is told, too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
SHARE: Final = 4
COUNTS: Final = (1, 2, 4, 8, 16)
CSV: Final = "nodes,time_s\n" + "".join(f"{n},{100 / n + n / 3:.2f}\n" for n in COUNTS)
TABLE: Final = "## Case {0}\n\n| nodes | time (s) |\n|---|---|\n| 1 | {0}.5 |\n| 2 | {0} |\n\n"


class Growing(NamedTuple):
    """An input of a size, made in a folder by ``make``, and the command that is given it."""

    name: str
    size: int
    make: Callable[[Path, int], None]
    command: str = "show --limit 1"


def results(folder: Path, number: int) -> None:
    """Make files of five runs each."""
    for place in range(number):
        (folder / f"{place:06}_runs.csv").write_text(CSV)


def no_results(folder: Path, number: int) -> None:
    """Make files that are no results, beside one that is."""
    (folder / "runs.csv").write_text(CSV)
    for place in range(number):
        (folder / f"{place:06}.txt").write_text(f"Dear reader {place},\n\nno runs here.\n")


def columns(folder: Path, number: int) -> None:
    """Make a table of five rows that measures ``number`` parts of a run."""
    lines = [",".join(["nodes", *(f"part{place}_s" for place in range(number))])]
    for n in COUNTS:
        lines.append(
            ",".join([f"{n}", *(f"{100 / n + place % 13:.2f}" for place in range(number))])
        )
    (folder / "wide.csv").write_text("\n".join([*lines, ""]))


def tables(folder: Path, number: int) -> None:
    """Make a document of ``number`` tables."""
    text = "# Results\n\n" + "".join(TABLE.format(place) for place in range(1, number + 1))
    (folder / "tables.md").write_text(text)


def rows(folder: Path, number: int) -> None:
    """Make a CSV of ``number`` configurations, each run once."""
    with (folder / "runs.csv").open("w") as file:
        file.write("benchmark,batch,nodes,time_s\n")
        for place in range(number):
            nodes, batch = 2 ** (place % 5), place // 5 % 100
            file.write(f"b{place // 500},{batch},{nodes},{1000 / nodes + batch + nodes:.2f}\n")


INPUTS: Final = (
    Growing("files of a folder", 100_000, results),
    Growing("files that are no results", 20_000, no_results),
    Growing("columns of a table", 4_000, columns),
    Growing("tables of a document", 3_000, tables),
    Growing("records audited", 1_000_000, rows, "audit"),
    Growing("configurations printed", 100_000, rows, "show"),
)

MEASURED: Final = """
import contextlib, os, resource, sys, time
from runcmp import main
sys.argv = ["runcmp", *sys.argv[1:]]
begun = time.process_time()
with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
    try:
        main()
    except SystemExit:
        pass
taken = time.process_time() - begun
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, file=sys.stderr)
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=int, default=1, help="so small a part of each input")
    part = parser.parse_args().part
    print(f"{'':28}{'number':>10}{'processor s':>13}{'ms each':>9}{'exponent':>10}{'MB':>7}")
    for each in INPUTS:
        sizes = each.size // part // SHARE, each.size // part
        (before, _), (taken, memory) = (measured(each, size) for size in sizes)
        exponent = log(taken / before) / log(SHARE)
        print(
            f"{each.name:28}{sizes[1]:>10,}{taken:>13.2f}{1e3 * taken / sizes[1]:>9.3f}"
            f"{exponent:>10.2f}{memory:>7.0f}",
            flush=True,
        )


def measured(each: Growing, size: int) -> tuple[float, float]:
    """Return the seconds of the processor that ``each`` takes in a size, and its megabytes."""
    with TemporaryDirectory() as name:
        each.make(Path(name), size)
        command = [sys.executable, "-c", MEASURED, *each.command.split(), name]
        environment = os.environ | {"PYTHONWARNINGS": "ignore"}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
    taken, memory = map(float, done.stderr.splitlines()[-1].split())
    return taken, memory


if __name__ == "__main__":
    main()
