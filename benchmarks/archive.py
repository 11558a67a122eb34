"""What asking an archive costs, against a Polars scan of it written by hand, and what filling it.

Makes an archive of generated records (10 million: 300 MB, a minute) in a temporary folder, asks it
in processes of their own, and prints for each question the time, the processor's time and the
memory, and the ratios to the scan by hand. With ``--files`` it measures reading files as well.
"""

from __future__ import annotations

import argparse
import os
import pty
import signal
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME))

import polars as pl  # noqa: E402

from parsers.archive.inputs_together import keep_together  # noqa: E402
from parsers.archive.manifest import (  # noqa: E402
    ENTRIES,
    Commit,
    commit,
    commit_name,
    key_of,
)
from parsers.archive.rights import shared_folder  # noqa: E402
from parsers.archive.written_parts import INPUT, PLACE, write_parts  # noqa: E402
from parsers.run_records.records import SCHEMA_VERSION  # noqa: E402
from tui.options.narrowing import MOST_OPENED  # noqa: E402

SYSTEMS, YEARS, BENCHMARKS, PER_FILE = 10, 3, 50, 1_000
BY_HAND = """
import sys, polars as pl
scan = pl.scan_parquet(
    sys.argv[1] + "/system=*/*/*.parquet", hive_partitioning=True, missing_columns="insert",
    extra_columns="ignore",
)
asked = scan.filter({filter}).group_by("benchmark", "system", "nodes", "metric").agg(
    pl.len(), pl.col("value").median(), pl.col("value").min().alias("low"),
    pl.col("value").max().alias("high"),
)
print(asked.collect(engine="streaming"))
"""
QUESTIONS = {
    "one benchmark of one system": (
        "benchmark = 'b07' and system = 's3'",
        "pl.col('benchmark') == 'b07', pl.col('system') == 's3'",
    ),
    "one benchmark": ("benchmark = 'b07'", "pl.col('benchmark') == 'b07'"),
    "one year of one system": (
        "system = 's3' and year = 2025",
        "pl.col('system') == 's3', pl.col('year') == 2025",
    ),
    "what no record has": ("hosts = 'x'", "pl.lit(False)"),
    # What it hides serves as baselines: the same numbers by hand take all records as well.
    "one count": ("nodes = 4", "pl.lit(True)"),
    "everything": (None, "pl.lit(True)"),
}


OF_ALL = (["history"], ["diff", "--on", "system=s0,s1"], ["scaling", "--summary"])
"""Commands that are asked about all records."""


class Taken(NamedTuple):
    """Seconds by the clock and of the processor, and the most memory in MB."""

    seconds: float
    processor: float
    memory: float


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--files", type=int, nargs="*", default=[], help="read so many files")
    parser.add_argument("--workers", type=int, help="and with so many workers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="runcmp-archive-") as folder:
        if options.rows:
            ask(Path(folder, "lake"), options.rows)
        for count in options.files:
            fill(Path(folder), count, options.workers)


def ask(lake: Path, rows: int) -> None:
    """Print what questions to an archive of so many records cost."""
    generate(lake, rows)
    size = sum(path.stat().st_size for path in lake.rglob("*.parquet"))
    print(f"{rows:,} records, {size / 1e6:.0f} MB\n")
    print("| question | runcmp show | CPU | memory | scan by hand | CPU | memory | ratio of CPU |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, (where, by_hand) in QUESTIONS.items():
        condition = [] if where is None else ["--where", where]
        ours = [sys.executable, "-m", "runcmp", "show", str(lake), "--limit", "3", *condition]
        theirs = [sys.executable, "-c", BY_HAND.format(filter=by_hand), str(lake)]
        one, other = taken(ours), taken(theirs)
        ratio = one.processor / other.processor
        print(f"| {name} | {cells(one)} | {cells(other)} | {ratio:.1f} |", flush=True)
    if rows > MOST_OPENED:
        # It shows a table of fewer at once.
        print(f"the app's first screen: {cells(first_screen(lake))}", flush=True)
    for command, *options in OF_ALL:
        one = taken([sys.executable, "-m", "runcmp", command, str(lake), *options])
        print(f"{command} of everything: {cells(one)}", flush=True)


def first_screen(lake: Path) -> Taken:
    """Return what it takes until the app shows what an archive holds."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if not process:
        termios.tcsetwinsize(0, (30, 100))
        os.environ["TERM"] = "xterm-256color"
        os.chdir(HOME)
        os.execv(sys.executable, [sys.executable, "-m", "runcmp", str(lake)])
    shown = b""
    while b" records" not in shown:
        try:
            shown += os.read(terminal, 1 << 16)
        except OSError:
            sys.exit("the app ended before it showed anything")
    took = time.perf_counter() - start
    os.kill(process, signal.SIGTERM)
    os.close(terminal)
    _, _, used = os.wait4(process, 0)
    return Taken(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def fill(folder: Path, count: int, workers: int | None) -> None:
    """Print what reading so many small files costs."""
    files = folder / f"runs{count}"
    files.mkdir()
    for number in range(count):
        (files / f"run-{number:06d}.csv").write_text(
            "benchmark,system,started,nodes,runtime (s)\n"
            f"solve,s{number % 7},2025-03-01T10:00:00,{1 + number % 4},{10 + number % 5}\n"
        )
    measured = []
    for who in [None] if workers is None else [None, workers]:
        lake = folder / f"lake{count}-{who}"
        command = [sys.executable, "-m", "runcmp", "ingest", str(files), "--to", str(lake)]
        one = taken([*command, *([] if who is None else ["--workers", str(who)])])
        print(
            f"{count:,} files, workers {who}: {count / one.seconds:.0f} files/s, {one}", flush=True
        )
        measured.append(one)
    if len(measured) > 1:
        alone, shared = measured
        time_taken, processor = (shared[at] / alone[at] for at in (0, 1))
        said = f"{time_taken:.2f} of the time, {processor:.2f} of the processor's"
        print(f"{count:,} files, {workers} workers against none: {said}")


def cells(one: Taken) -> str:
    """Return a measurement as cells of a table."""
    return f"{one.seconds:.2f} s | {one.processor:.2f} s | {one.memory:.0f} MB"


MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
sys.exit(os.waitstatus_to_exitcode(status) not in (0, 2))
"""
"""In a process of its own: a command begins as a copy of the one that starts it, and the most
memory that is told of it is at least that one's. A status of 2 says that nothing was found."""


def taken(command: list[str]) -> Taken:
    """Run a command, and return what it took."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, *command], cwd=HOME, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed")
    processor, memory = map(float, done.stdout.split())
    return Taken(time.perf_counter() - start, processor, memory)


def generate(lake: Path, rows: int) -> None:
    """Make an archive of so many records, a part for each system and year."""
    lake.mkdir()
    shared_folder(lake / "_runcmp", lake)
    each = rows // (SYSTEMS * YEARS)
    for sequence, (system, year) in enumerate(places(), 1):
        records = made(system, year, each)
        sources = records[INPUT].value_counts().sort(INPUT)
        same = {
            "sequence": sequence,
            **dict.fromkeys(("size", "changed", "at"), 1),
            "version": "generated",
            "passed": False,
            "counts": True,
        }
        entries = pl.DataFrame(
            [
                same
                | {"key": key_of(source), "label": Path(source).name, "readers": ["generated"]}
                | dict.fromkeys(("file", "source"), source)
                | dict.fromkeys(("runs", "records"), count)
                for source, count in sources.iter_rows()
            ],
            schema=ENTRIES,
        )
        name = f"{sequence:016d}"
        parts = tuple(write_parts(lake, records, name))
        columns = tuple(records.columns)
        told = Commit(
            commit_name(sequence, name), sequence, "generated", SCHEMA_VERSION, columns, parts
        )
        commit(lake, told, entries)
    keep_together(lake)


def places() -> Iterator[tuple[str, int]]:
    """Yield each system and year."""
    for system in range(SYSTEMS):
        for year in range(2024, 2024 + YEARS):
            yield f"s{system}", year


def made(system: str, year: int, count: int) -> pl.DataFrame:
    """Return so many records, sorted as a compacted part is."""
    number = pl.int_range(count)
    file = (number // PER_FILE).cast(pl.String)
    name = pl.concat_str(pl.lit(f"/archive/{system}/{year}/run-"), file, pl.lit(".csv"))
    return pl.select(
        label=pl.concat_str(pl.lit("nightly"), pl.lit("")),
        source=name,
        line=(number % PER_FILE + 2).cast(pl.UInt32),
        benchmark=pl.concat_str(
            pl.lit("b"), (number * BENCHMARKS // count).cast(pl.String).str.zfill(2)
        ),
        system=pl.lit(system),
        nodes=(2 ** (number % 7)).cast(pl.Int64),
        devices=(4 * 2 ** (number % 7)).cast(pl.Int64),
        metric=pl.lit("runtime"),
        unit=pl.lit("s"),
        better=pl.lit("lower"),
        value=1000.0 / (2 ** (number % 7)) + (number * 7919 % 101) / 10,
        role=pl.lit("measured"),
        status=pl.lit("ok"),
        started=pl.lit(f"{year}-01-01").str.to_datetime(time_unit="us")
        + pl.duration(seconds=number * (31_000_000 // count)),
    ).with_columns(pl.col("source").alias(INPUT), (pl.col("line") - 2).alias(PLACE))


if __name__ == "__main__":
    main()
