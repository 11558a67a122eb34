"""Audit the five sample documents, then documents of 10,000 and of 100,000 runs.

    python benchmarks/audit_cost.py [--runs N ...]

The large documents are made for this: a table of repeats on named hosts with averages and stated
speedups, and one training log for every ten of its runs. One row or line in a thousand is wrong.
Each size is measured in a process of its own, three times, of which the fastest counts; the seconds
are those after the imports. Records a second that fall with the size would show that the audit does
not grow linearly.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).parent.parent
ROUNDS = 3
REPEATS = 8
COUNTS = (1, 2, 4, 8)
LOGS = 10
"""One run in so many is a training log."""
WRONG = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--only", metavar="PATH", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        measure(options.only)
        return
    print(f"{'':22}{'records':>9}{'load s':>9}{'audit s':>9}{'findings':>10}{'records/s':>12}")
    row("sample_data", HOME / "sample_data")
    for runs in options.runs:
        with TemporaryDirectory() as folder:
            write(Path(folder), runs)
            row(f"{runs:,} runs", Path(folder))


def row(name: str, path: Path) -> None:
    rounds = [in_own_process(path) for _ in range(ROUNDS)]
    records, _, _, findings = rounds[0]
    load, audit = (min(each[place] for each in rounds) for place in (1, 2))
    print(
        f"{name:22}{records:9,.0f}{load:9.2f}{audit:9.3f}{findings:10,.0f}{records / audit:12,.0f}"
    )


def in_own_process(path: Path) -> tuple[float, float, float, float]:
    command = [sys.executable, __file__, "--only", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    records, load, audit, findings = map(float, done.stdout.split())
    return records, load, audit, findings


def measure(path: str) -> None:
    sys.path.insert(0, str(HOME))
    from analysis.audit.all_checks import audit
    from parsers import load

    start = time.perf_counter()
    loaded = load([path])
    after_load = time.perf_counter()
    found = audit(loaded.records, loaded.notes)
    seconds = time.perf_counter() - after_load
    print(loaded.records.height, after_load - start, seconds, found.findings.height)


def write(folder: Path, runs: int) -> None:
    """Write a table of nine tenths of ``runs``, and training logs for the rest."""
    logs = runs // LOGS
    (folder / "table.md").write_text("\n".join(table(runs - logs)) + "\n")
    (folder / "logs.md").write_text("\n".join(training(logs)) + "\n")


def table(runs: int) -> Iterator[str]:
    yield "| Benchmark | Nodes | GPUs | Batch size | Steps | Runtime (s) | Speedup | Nodelist |"
    yield "|---|---|---|---|---|---|---|---|"
    for block in range(runs // REPEATS):
        case, devices = divmod(block, len(COUNTS))
        devices = COUNTS[devices]
        begin = f"| model {case} | 1 | {devices} | 32 | {-(-60000 // (32 * devices))} |"
        times = [round(3600 / devices + (block * 7 + i * 13) % 50 / 10, 1) for i in range(REPEATS)]
        for number, seconds in enumerate(times):
            yield f"{begin} {seconds} | - | gn{number:02d} |"
        mean = sum(times) / REPEATS + (100 if block % WRONG == 0 else 0)
        first = sum(round(3600 + (case * 4 * 7 + i * 13) % 50 / 10, 1) for i in range(REPEATS))
        yield f"{begin} {mean:.2f} | {first / REPEATS / mean:.2f} | Avg |"


def training(runs: int) -> Iterator[str]:
    for run in range(runs):
        model, devices = divmod(run, len(COUNTS))
        devices = COUNTS[devices]
        yield f"## Model{model}-{devices}xA100-128batch_size"
        rate = 100.0 * devices + run % 97 / 10
        yield f"### gn01-{rate + 8:.2f}"
        for step in range(1, 9):
            wrong = 5 if run % WRONG == 0 and step == 5 else 0
            yield f"- Step{step * 100}: {rate + step - wrong:.2f} samples/sec"
            if step % 2 == 0:
                seconds = 60000 * devices / rate
                yield f"- Epoch {step // 2 - 1} in {seconds:.2f} sec, test time {rate / 9:.2f} sec"


if __name__ == "__main__":
    main()
