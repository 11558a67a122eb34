"""What reading costs: a large CSV, logs, small files of each kind, folders of them.

    python benchmarks/loading.py [--rows N] [--files N ...]

Of the large CSV the time is compared with that of ``pl.read_csv`` in the same process, of the same
rows in Parquet with that of the CSV, of logs with that of a plain loop that searches one pattern in
each line: in turns, as other guests of the machine slow it down for a while. Of the rest the
processor time is counted; of several rounds the fastest counts. All inputs are made for this. The
exponent says how the cost grows with the number of files; ``growth.py`` has larger inputs.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("POLARS_MAX_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

import polars as pl

from parsers import load

ROOT = Path(__file__).parent.parent
ROUNDS = 5
TIMES = 20
"""So often a small file is read in a round."""
COUNTS = (1, 2, 4, 8, 16)

HEADINGS = "| nodes | time (s) |\n|---|---|\n"
MARKDOWN = "## Case {0}\n\n" + HEADINGS + "| 1 | {1} |\n| 2 | {2} |\n| 4 | {3} |\n\n"
ROWS = [(nodes, round(100 / nodes + nodes / 3, 2)) for nodes in COUNTS]
SMALL = {
    "CSV": ("runs.csv", "nodes,time_s\n" + "".join(f"{n},{t}\n" for n, t in ROWS)),
    "TSV": ("runs.tsv", "nodes\ttime (s)\n" + "".join(f"{n}\t{t}\n" for n, t in ROWS)),
    "Markdown": ("runs.md", MARKDOWN.format(1, 100.5, 51.5, 27.25)),
    "JSON": (
        "runs.json",
        "[" + ",".join(f'{{"nodes": {n}, "time_s": {t}}}' for n, t in ROWS) + "]",
    ),
    "aligned text": (
        "runs.txt",
        "nodes   time (s)\n" + "".join(f"{n:<8}{t}\n" for n, t in ROWS),
    ),
    "training log": (
        "train.log",
        "".join(f"Epoch 1 step {n} loss {3 / n:.3f} {1000 + n}.5 img/s\n" for n, _ in ROWS),
    ),
}


LOG_LINES = 50_000
LONG_LOG = 20_000_000
"""Bytes of the log of which the memory is measured."""
OTHER_LINES = (
    "2024-03-01 12:00:00 INFO transport: channel {0}/32 via P2P",
    "[rank0]: loading shard {0} of data from /scratch/data/part-{0:06}.bin",
    "  memory allocated: {1:.2f} GiB",
    "{0} UserWarning: this is deprecated in favour of the other thing",
)
WORDS = ("loader", "cache", "worker", "shard", "manifest", "tensor", "device", "init", "buffer")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, nargs="+", default=[100, 1_000])
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        large_csv(Path(folder), options.rows)
        logs(Path(folder))
        memory_of_logs(Path(folder))
        small_files(Path(folder))
        folders(Path(folder), options.files)


def processor_time(path: Path, rounds: int = ROUNDS, times: int = 1) -> float:
    """Return the seconds that loading ``path`` takes the processor, in the fastest round."""
    return fastest(lambda: load([str(path)]), rounds, times, time.process_time)


def fastest(
    work: Callable[[], object], rounds: int, times: int, clock: Callable[[], float]
) -> float:
    """Return the seconds that ``work`` takes when it is done ``times`` in a row."""
    found = []
    for _ in range(rounds):
        start = clock()
        for _ in range(times):
            work()
        found.append((clock() - start) / times)
    return min(found)


def in_turns(own: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the processor that each takes in its fastest round."""
    rounds = [
        [fastest(work, 1, 1, time.process_time) for work in (own, peer)] for _ in range(ROUNDS)
    ]
    fast_own, fast_peer = map(min, zip(*rounds, strict=True))
    return fast_own, fast_peer


def large_csv(folder: Path, rows: int) -> None:
    """Compare a large CSV with what Polars alone takes for it."""
    path = folder / "large.csv"
    numbers = random.Random(1)
    with path.open("w") as file:
        file.write("benchmark,nodes,gpus,time_s,status\n")
        for row in range(rows):
            nodes = 2 ** (row % 5)
            file.write(f"b{row % 50},{nodes},{4 * nodes},{numbers.uniform(10, 1000):.3f},ok\n")
    own, polars = in_turns(lambda: load([str(path)]), lambda: pl.read_csv(path))
    print(f"CSV of {rows:,} rows: {own / polars:.2f} times pl.read_csv ({own:.3f} s)")
    binary = folder / "large.parquet"
    pl.read_csv(path).write_parquet(binary)
    parquet, csv = in_turns(lambda: load([str(binary)]), lambda: load([str(path)]))
    print(f"the same in Parquet: {parquet / csv:.2f} times the CSV ({parquet:.3f} s)")


def logs(folder: Path) -> None:
    """Compare logs with a loop that finds steps and rates in them, and does nothing else."""
    pattern = re.compile(r"step (\d+) .*?([\d.]+) img/s")
    for kind, line in kinds_of_logs().items():
        path = folder / "run.log"
        lines = (line(each) for each in range(LOG_LINES))
        path.write_text("\n".join(lines) + "\n")
        own, plain = in_turns(partial(load, [str(path)]), partial(_search, pattern, path))
        print(f"log, {kind}: {own / plain:.1f} times a plain loop ({own:.2f} s)")


def kinds_of_logs() -> dict[str, Callable[[int], str]]:
    """Return what the lines of logs of three kinds are, by their number."""
    numbers = random.Random(1)

    def step(number: int) -> str:
        return f"Epoch 1 step {number} loss {numbers.uniform(1, 5):.3f} {1000 + number}.5 img/s"

    def other(number: int) -> str:
        return OTHER_LINES[number % len(OTHER_LINES)].format(number, numbers.random())

    def words(number: int) -> str:
        said = " ".join(numbers.choices(WORDS, k=6))
        return f"2024-03-01 12:00:{number % 60:02} INFO {said}: {numbers.random():.3f}"

    return {
        "each line a step": step,
        "one line of 40 a step": lambda number: (other if number % 40 else step)(number),
        "one of 40, no two others alike": lambda number: (words if number % 40 else step)(number),
    }


def memory_of_logs(folder: Path) -> None:
    """Print by how much a long log makes the peak memory of a process grow that has read another.

    Each is read in a process of its own, as memory once taken is seldom given back.
    """
    for kind, line in kinds_of_logs().items():
        path = folder / "long.log"
        with path.open("w") as file:
            number = 0
            while file.tell() < LONG_LOG:
                file.write("".join(f"{line(number + each)}\n" for each in range(1_000)))
                number += 1_000
        small = folder / "small.log"
        small.write_text(SMALL["training log"][1])
        command = [sys.executable, "-c", PEAKS, str(small), str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        before, after, kept = map(float, told.stdout.split())
        size = path.stat().st_size / 1e6
        print(
            f"log of {size:.0f} MB, {kind}: {after - before:.0f} MB more at most"
            f" for {kept:.1f} MB of records"
        )


PEAKS = """
import re, sys
from pathlib import Path
from parsers import load
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1e3
load([sys.argv[1]])
before = peak()
records = load([sys.argv[2]]).records
print(before, peak(), records.estimated_size() / 1e6)
"""


def _search(pattern: re.Pattern[str], path: Path) -> None:
    with path.open() as file:
        for line in file:
            pattern.search(line)


def small_files(folder: Path) -> None:
    """Print what one small file of each kind costs."""
    for kind, (name, text) in SMALL.items():
        path = folder / name
        path.write_text(text)
        processor_time(path, 1)
        print(f"one small file, {kind}: {1e3 * processor_time(path, times=TIMES):.2f} ms")


def folders(folder: Path, numbers: list[int]) -> None:
    """Print what folders of small files cost."""
    name, text = SMALL["CSV"]
    costs: list[float] = []
    for number in numbers:
        inside = folder / f"{number}"
        inside.mkdir()
        for place in range(number):
            (inside / f"{place:06}_{name}").write_text(text)
        costs.append(processor_time(inside, rounds=3))
        print(f"{number:,} small files: {costs[-1]:.2f} s, {1e3 * costs[-1] / number:.2f} ms each")
    if len(numbers) > 1:
        print(f"exponent: {log(costs[-1] / costs[0]) / log(numbers[-1] / numbers[0]):.2f}")


if __name__ == "__main__":
    main()
