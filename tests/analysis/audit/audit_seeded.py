"""Errors put into right tables, and how many of them an audit names.

    python -m tests.analysis.audit.audit_seeded

Each document is drawn: a code with an Amdahl curve and noise, written in one of several ways, with
a speed-up, an efficiency or averages that are right. Then one stated number is altered by 4 to
40 %. It is found where a finding of the severity ``error`` is about its line.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.audit.all_checks import audit
from parsers import load

NUMBER = 30
ONE_IN = 4
"""Right documents that are audited, too: each kind in turn."""
_COUNTED = ("ranks", "GPUs", "Threads", "Nodes", "#cores", "MPI processes")
_TIMES = ("time [s]", "Runtime (s)", "wall time (s)", "Time (s)")


class Seeded(NamedTuple):
    """A right document, the same with one wrong number, and that number's line."""

    right: str
    wrong: str
    line: int
    what: str


class Outcome(NamedTuple):
    """Seeds found as errors, of how many, and errors in the right documents."""

    found: list[Seeded]
    missed: list[Seeded]
    false: list[Seeded]


def seeded(number: int = NUMBER, seed: int = 14) -> Iterator[Seeded]:
    """Yield documents of all kinds in turn."""
    source = random.Random(seed)
    for place in range(number):
        kind = ("speedup", "efficiency", "average")[place % 3]
        yield (_averages(source) if kind == "average" else _claims(source, kind))


def outcome(documents: Iterator[Seeded]) -> Outcome:
    """Audit each document with its wrong number, and one in four as it was."""
    result = Outcome([], [], [])
    for place, document in enumerate(documents):
        found = document.line in _errors(document.wrong)
        (result.found if found else result.missed).append(document)
        if place % ONE_IN == 0 and _errors(document.right):
            result.false.append(document)
    return result


def _errors(text: str) -> set[int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.md"
        path.write_text(text)
        loaded = load([str(path)])
        errors = audit(loaded.records, loaded.notes).of(["error"]).findings
        return {line for lines in errors["lines"].to_list() for line in lines}


def _times(source: random.Random) -> list[tuple[int, float]]:
    first, serial = source.uniform(20, 3000), source.uniform(0.002, 0.08)
    counts = [2**power for power in range(source.choice((4, 5, 6)))]
    return [
        (count, first * (serial + (1 - serial) / count) * source.uniform(0.99, 1.01))
        for count in counts
    ]


def _claims(source: random.Random, kind: str) -> Seeded:
    """A table with speed-ups, efficiencies or both, in one or two sections."""
    counted, timed = source.choice(_COUNTED), source.choice(_TIMES)
    both = source.random() < 0.5
    names = (
        ["Speedup", "Efficiency (%)"]
        if both
        else ["Speedup" if kind == "speedup" else "Efficiency (%)"]
    )
    lines = ["# Strong scaling", ""]
    cells: list[tuple[int, list[str]]] = []
    for section in source.choice((["FP32"], ["FP32", "FP16"])):
        lines += [
            f"## {section}",
            "",
            _row([counted, timed, *names]),
            _row(["---"] * (2 + len(names))),
        ]
        times = _times(source)
        for count, seconds in times:
            stated = round(seconds, 2)
            speedup = round(times[0][1], 2) / stated
            texts = {"Speedup": f"{speedup:.2f}", "Efficiency (%)": f"{100 * speedup / count:.1f}"}
            row = [str(count), f"{stated:.2f}", *(texts[name] for name in names)]
            cells.append((len(lines) + 1, row))
            lines.append(_row(row))
        lines.append("")
    place = 2 + names.index("Speedup" if kind == "speedup" else "Efficiency (%)")
    line, row = source.choice([each for each in cells if each[1][0] != "1"])
    return _altered(lines, line, row, place, source, kind)


def _averages(source: random.Random) -> Seeded:
    """Rows of runs, each set followed by its average."""
    counted, timed = source.choice(_COUNTED), source.choice(_TIMES)
    lines = ["# Repeats", "", _row([counted, timed, "note"]), _row(["---"] * 3)]
    averages: list[tuple[int, list[str]]] = []
    for count, seconds in _times(source)[:4]:
        runs = [
            round(seconds * source.uniform(0.97, 1.03), 2) for _ in range(source.choice((3, 5)))
        ]
        lines += [_row([str(count), f"{run:.2f}", "run"]) for run in runs]
        row = [str(count), f"{sum(runs) / len(runs):.2f}", "Average"]
        averages.append((len(lines) + 1, row))
        lines.append(_row(row))
    line, row = source.choice(averages)
    return _altered(lines, line, row, 1, source, "average")


def _altered(
    lines: list[str], line: int, row: list[str], place: int, source: random.Random, what: str
) -> Seeded:
    factor = source.choice((1 - source.uniform(0.04, 0.3), 1 + source.uniform(0.04, 0.4)))
    decimals = len(row[place].partition(".")[2])
    changed = [*row[:place], f"{float(row[place]) * factor:.{decimals}f}", *row[place + 1 :]]
    wrong = [*lines[: line - 1], _row(changed), *lines[line:]]
    return Seeded("\n".join(lines) + "\n", "\n".join(wrong) + "\n", line, what)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the counts, and what was missed."""
    result = outcome(seeded())
    total = len(result.found) + len(result.missed)
    print(f"{len(result.found)} of {total} seeded errors found")
    print(f"{len(result.false)} of {-(-total // ONE_IN)} right documents with an error")
    for missed in result.missed:
        print(f"missed: {missed.what} in line {missed.line}:\n{missed.wrong}")


if __name__ == "__main__":
    main()
