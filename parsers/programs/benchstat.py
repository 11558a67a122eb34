"""benchstat: tables of medians, a column for each file of Go benchmarks and a table for each unit.

https://pkg.go.dev/golang.org/x/perf/cmd/benchstat: above a table stand the names of the files and
then the units, parted by bars; below them the cells, in the same places but without bars. With
``-format csv`` the same lines have commas, each unit an interval of confidence behind it, and the
numbers neither prefix nor spread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from parsers.grammar.csv_line import csv_cells
from parsers.programs.file_program import FileProgram
from parsers.programs.go_bench import facts_of_name
from parsers.programs.json_program import real
from parsers.programs.lines_apart import lines_apart
from parsers.programs.measurements import FoundRun, Measurement, as_reading, weight_of_last_digit
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
    """A file: where its cells stand in a line, its name, and the unit that they are in.

    With commas that is which of the cells is its own.
    """

    start: int
    end: int
    name: str
    unit: str


def _read(source: Source) -> Reading | None:
    facts: dict[str, object] = {}
    runs: list[FoundRun] = []
    open_runs: dict[tuple[str, str, str], int] = {}
    own: list[int] = []
    columns: Sequence[_Column] = ()
    is_csv = False
    before = ""
    for number, line in enumerate(source.lines, start=1):
        if key := KEY.match(line):
            facts[key["key"]] = key["value"]
        elif _BAR in line:
            columns, is_csv = list(_columns(before, line)), False
            own.append(number)
        elif line.startswith(",") and (found := list(_comma_columns(before, line))):
            columns, is_csv = found, True
            own += [number - 1, number]
        elif not line.strip():
            columns = ()
        elif columns and line.lstrip().startswith(_NO_BENCHMARK):
            own.append(number)
        elif columns:
            name = (csv_cells(line) if is_csv else line.split())[0]
            cells = list((_comma_cells if is_csv else _cells)(line, columns))
            if cells:
                own.append(number)
            else:
                # Prose right below a table ends it.
                columns = ()
            for column, measured in cells:
                place = (str(facts.get("pkg")), name, column.name)
                at = open_runs.get(place, len(runs))
                if at < len(runs) and _has(runs[at], measured.metric):
                    # The table of another comparison of the same files.
                    at = len(runs)
                if at == len(runs):
                    runs.append(_run(number, place, facts))
                open_runs[place] = at
                runs[at] = runs[at]._replace(measured=[*runs[at].measured, measured])
        before = line
    if not runs:
        return None
    whole = [run._replace(primary=run.measured[0].metric) for run in runs]
    claims = [(each, each) for each in own]
    return as_reading(source, lines_apart(source, whole, own), (), claims)


def _has(run: FoundRun, metric: str) -> bool:
    return any(each.metric == metric for each in run.measured)


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


def _comma_columns(names: str, units: str) -> Iterator[_Column]:
    """The columns that two lines of cells head; none where the second has no units."""
    files = csv_cells(names)
    cells = csv_cells(units)
    for place, (unit, behind) in enumerate(pairwise(cells)):
        # Empty cells behind the name of the last file may be left out.
        if behind == "CI" and _UNIT.match(unit) and place < len(files) <= len(cells):
            yield _Column(place, place, files[place], unit)


def _comma_cells(line: str, columns: Sequence[_Column]) -> Iterator[tuple[_Column, Measurement]]:
    cells = csv_cells(line)
    for column in columns:
        # Where no comma is behind it, the number may have been cut off.
        number = cells[column.start] if column.start + 1 < len(cells) else ""
        if (value := real(number)) is not None:
            metric, unit = _METRICS.get(column.unit, (column.unit, column.unit))
            yield column, Measurement(metric, value, unit, digit=weight_of_last_digit(number))


def _cells(line: str, columns: Sequence[_Column]) -> Iterator[tuple[_Column, Measurement]]:
    for column in columns:
        cell = _CELL.match(line[column.start : column.end])
        if cell is not None:
            factor = PREFIXES.get(cell["prefix"] or "", 1.0)
            metric, unit = _METRICS.get(column.unit, (column.unit, column.unit))
            digit = weight_of_last_digit(cell["number"])
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
