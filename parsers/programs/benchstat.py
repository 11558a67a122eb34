"""benchstat: tables of medians, a column for each file of Go benchmarks and a table for each unit.

https://pkg.go.dev/golang.org/x/perf/cmd/benchstat: above a table stand the names of the files and
then the units, parted by bars; below them the cells, in the same places but without bars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parsers.measurements import FoundRun, Measurement, as_reading, last_digit
from parsers.programs.file_program import FileProgram
from parsers.programs.go_bench import facts_of_name
from parsers.reader import Reading
from parsers.source import Source

_BAR: Final = "│"
KEY: Final = re.compile(r"(?P<key>goos|goarch|pkg|cpu): (?P<value>\S.*?)\s*\Z")
"""What Go says of the machine and the package above the benchmarks."""
_UNIT: Final = re.compile(r"\S+/\S+|sec|B")
_CELL: Final = re.compile(
    r"\s*(?P<number>\d+(?:\.\d*)?(?:e[-+]?\d+)?)(?P<prefix>[KMGT]i|[numµμkMGT])?(?=\s|\Z)"
)
PREFIXES: Final = {
    **{"n": 1e-9, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9},
    **{"T": 1e12, "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40},
}
_METRICS: Final = {
    "sec/op": ("time_per_op", "s"),
    "B/op": ("memory_per_op", "B/op"),
    "allocs/op": ("allocs_per_op", "allocs/op"),
    "B/s": ("bandwidth", "B/s"),
}
_NO_BENCHMARK: Final = ("geomean", "¹", "²", "³", "⁴", "⁵")


class _Column(NamedTuple):
    """A file: where its cells stand, its name, and the unit that they are in."""

    start: int
    end: int
    name: str
    unit: str


def _read(source: Source) -> Reading | None:
    facts: dict[str, object] = {}
    runs: dict[tuple[str, str, str], FoundRun] = {}
    own: list[int] = []
    columns: Sequence[_Column] = ()
    before = ""
    for number, line in enumerate(source.lines, start=1):
        if key := KEY.match(line):
            facts[key["key"]] = key["value"]
        elif _BAR in line:
            columns = list(_columns(before, line))
            own.append(number)
        elif not line.strip():
            columns = ()
        elif columns:
            own.append(number)
            if not line.lstrip().startswith(_NO_BENCHMARK):
                for column, measured in _cells(line, columns):
                    place = (str(facts.get("pkg")), line.split()[0], column.name)
                    run = runs.get(place) or _run(number, place, facts)
                    runs[place] = run._replace(measured=[*run.measured, measured])
        before = line
    if not runs:
        return None
    found = [run._replace(primary=run.measured[0].metric) for run in runs.values()]
    return as_reading(source, found, (), [(each, each) for each in own])


def _columns(names: str, units: str) -> Iterator[_Column]:
    """The columns that two lines with bars in the same places head; none where they are not."""
    bars = [place for place, mark in enumerate(units) if mark == _BAR]
    if [place for place, mark in enumerate(names) if mark == _BAR] != bars:
        return
    for start, end in zip(bars, [*bars[1:-1], len(units) + 80], strict=False):
        unit = _UNIT.match(units[start + 1 : end].strip())
        if unit:
            name = names[start + 1 : min(end, bars[-1])].strip(f" {_BAR}")
            yield _Column(start, end, name, unit[0])


def _cells(line: str, columns: Sequence[_Column]) -> Iterator[tuple[_Column, Measurement]]:
    for column in columns:
        cell = _CELL.match(line[column.start : column.end])
        if cell is not None:
            factor = PREFIXES.get(cell["prefix"] or "", 1.0)
            metric, unit = _METRICS.get(column.unit, (column.unit, column.unit))
            digit = last_digit(cell["number"])
            yield (
                column,
                Measurement(
                    metric,
                    float(cell["number"]) * factor,
                    unit,
                    digit=None if digit is None else digit * factor,
                ),
            )


def _run(number: int, place: tuple[str, str, str], facts: dict[str, object]) -> FoundRun:
    _, name, file = place
    shared = {key: str(value) for key, value in facts.items()}
    return FoundRun(number, {**facts_of_name(name, shared), "file": file})


PROGRAM = FileProgram(
    name="benchstat",
    primary="",
    read=_read,
    assumes=("the values are medians; their geometric mean is left out",),
)
