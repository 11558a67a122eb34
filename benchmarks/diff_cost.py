"""Compare two Parquet files of a million runs, and join the same frames with bare Polars.

    python benchmarks/diff_cost.py [--runs N] [--repeats N]

Each of the two is done in a process of its own, five times in turn, of which the fastest counts:
another's work can only slow it. The seconds are those after the imports, the memory is the peak of
the process beyond what it took with everything imported. The files match on five columns. With
``--repeats`` above 1, that many runs share a configuration and are tested.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

HOME = Path(__file__).parent.parent
ROUNDS = 5
KEYS = ["benchmark", "software", "system", "devices", "batch"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--only", choices=("join", "diff"), help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        measure(options.only, options.files)
        return
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("base.parquet", "new.parquet")]
        for seed, file in enumerate(files):
            runs(options.runs, options.repeats, seed).write_parquet(file)
        rounds = [[in_own_process(what, files) for what in ("join", "diff")] for _ in range(ROUNDS)]
        join, diff = (min(of_one) for of_one in zip(*rounds, strict=True))
    print(f"{options.runs} runs a side, {options.repeats} a configuration")
    print(f"{'':14}{'s':>8}{'MB':>8}")
    for name, (seconds, memory) in (("Polars join", join), ("runcmp diff", diff)):
        print(f"{name:14}{seconds:8.2f}{memory:8.0f}")
    print(f"{'ratio':14}{diff[0] / join[0]:8.1f}{diff[1] / join[1]:8.1f}")


def runs(count: int, repeats: int, seed: int) -> pl.DataFrame:
    """Return ``count`` runs that differ in five columns; every configuration is in both files."""
    number = pl.int_range(count) // repeats
    noise = (pl.int_range(count).hash(seed) % 1000) / 1000
    return pl.select(
        benchmark=pl.format("case {}", number % 10),
        software=pl.format("v{}", number // 10 % 10),
        system=pl.format("cluster {}", number // 100 % 10),
        devices=number // 1000 % 32 + 1,
        batch=(number // 32000 + 1).cast(pl.Float64),
        metric=pl.lit("throughput"),
        unit=pl.lit("img/s"),
        better=pl.lit("higher"),
        value=100 + number % 7 + noise,
    )


def in_own_process(what: str, files: list[Path]) -> tuple[float, float]:
    command = [sys.executable, __file__, "--only", what, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HOME)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def measure(what: str, files: list[str]) -> None:
    sys.path.insert(0, str(HOME))
    from analysis.compare.compare import compare
    from analysis.compare.sides import of_inputs
    from parsers import load

    before, start = peak(), time.perf_counter()
    if what == "join":
        base, new = map(pl.read_parquet, files)
        base.join(new, on=[*KEYS, "metric", "unit"], how="full", coalesce=True)
    else:
        compare(of_inputs([load([file]).records for file in files])[0])
    print(time.perf_counter() - start, peak() - before)


def peak() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
