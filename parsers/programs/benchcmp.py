"""benchcmp, and benchstat before its release of 2023: a table for each unit, with its name on top.

Its headings are ``name  old time/op  new time/op  delta`` for two files, ``name  time/op`` for one,
and for more their names behind a backslash and the unit. Bytes have prefixes of powers of 1000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.programs.benchstat import KEY, PREFIXES
from parsers.programs.file_program import FileProgram
from parsers.programs.go_bench import facts_of_name
from parsers.programs.lines_apart import lines_apart
from parsers.programs.measurements import FoundRun, Measurement, as_reading, weight_of_last_digit
from parsers.reader import Reading
from parsers.source import Source

_UNITS: Final = {
    "time/op": ("time_per_op", "s"),
    "ns/op": ("time_per_op", "ns"),
    "alloc/op": ("memory_per_op", "B/op"),
    "bytes": ("memory_per_op", "B/op"),
    "allocs/op": ("allocs_per_op", "allocs/op"),
    "allocs": ("allocs_per_op", "allocs/op"),
    "speed": ("bandwidth", "B/s"),
    "MB/s": ("bandwidth", "MB/s"),
}
_UNIT: Final = "|".join(map(re.escape, _UNITS))
_COMPARED: Final = re.compile(
    rf"\s*(?:name|benchmark)\s+old (?P<unit>{_UNIT})\s+new (?P=unit)\s+(?:delta|speedup)\s*\Z"
)
_OF_FILES: Final = re.compile(rf"\s*name \\ (?P<unit>{_UNIT})(?P<files>(?:\s+\S+)+)\s*\Z")
_OF_ONE: Final = re.compile(rf"\s*name\s+(?P<unit>{_UNIT})\s*\Z")
_CELL: Final = re.compile(
    r"(?P<number>\d+(?:\.\d*)?)(?P<prefix>[numµμkMGT])?(?:s|B|B/s)?(?P<spread> ± +\d+%)?(?=\s|\Z)"
)
_RESULT: Final = re.compile(r"\s*Benchmark(\S+)\s+\d+\s+[\d.]+ ns/op")
_DELTA: Final = re.compile(r"\s*(?:[-+]\d|\d+\.\d+[x%]|~)")


def _read(source: Source) -> Reading | None:
    facts: dict[str, str] = {}
    runs: dict[tuple[int, str, str, str], FoundRun] = {}
    given: set[str] = set()
    output = 0
    own: list[int] = []
    printed = {match[1] for line in source.lines if (match := _RESULT.match(line))}
    files: Sequence[str] = ()
    unit = ""
    for number, shown in enumerate(source.lines, start=1):
        line = shown.replace("|", " ")  # the bars of a table in a document
        if key := KEY.match(line):
            facts[key["key"]] = key["value"]
        elif heading := _heading(line):
            unit, files = heading
            own.append(number)
            # A table of a unit that there was before belongs to another output.
            output, given = (output + 1, {unit}) if unit in given else (output, given | {unit})
        elif not line.strip():
            files = ()
        elif files and (cells := list(_cells(line, unit, len(files)))):
            own.append(number)
            name = line.split()[0]
            if name.startswith("[Geo"):
                continue
            # The mean of results that the document has itself is no repeat of them.
            of_printed = {"statistic": "mean"} if files == ("",) and name in printed else {}
            for file, measured in zip(files, cells, strict=False):
                place = (output, facts.get("pkg", ""), name, file)
                run = runs.get(place) or _run(number, name, file, facts | of_printed)
                runs[place] = run._replace(measured=[*run.measured, measured])
    if not runs:
        return None
    found = [run._replace(primary=run.measured[0].metric) for run in runs.values()]
    found = lines_apart(source, found, own)
    return as_reading(source, found, (), [(each, each) for each in own])


def _heading(line: str) -> tuple[str, Sequence[str]] | None:
    """The unit of a table and the names of its columns; the only column of one has none."""
    if found := _COMPARED.match(line):
        return found["unit"], ("old", "new")
    if found := _OF_FILES.match(line):
        return found["unit"], found["files"].split()
    found = _OF_ONE.match(line)
    return None if found is None else (found["unit"], ("",))


def _cells(line: str, unit: str, count: int) -> Iterator[Measurement]:
    """The values of a row, none where it is no row of so many columns."""
    name = re.match(r"\s*\S+\s+", line)
    place = name.end() if name else len(line)
    found: list[re.Match[str]] = []
    while len(found) < count and (cell := _CELL.match(line, place)):
        found.append(cell)
        place = cell.end() + len(line[cell.end() :]) - len(line[cell.end() :].lstrip())
    # What stands behind a value says that it is whole.
    is_whole = _DELTA.match(line, place) or (found and found[-1]["spread"] and place == len(line))
    if len(found) < count or not is_whole:
        return
    for cell in found:
        metric, base = _UNITS[unit]
        factor, digit = (
            PREFIXES.get(cell["prefix"] or "", 1.0),
            weight_of_last_digit(cell["number"]),
        )
        value = float(cell["number"]) * factor
        yield Measurement(metric, value, base, digit=None if digit is None else digit * factor)


def _run(number: int, name: str, file: str, facts: dict[str, str]) -> FoundRun:
    of_file = {"file": file} if file else {}
    return FoundRun(number, {**facts_of_name(name.removeprefix("Benchmark"), facts), **of_file})


PROGRAM = FileProgram(
    name="benchcmp",
    primary="",
    read=_read,
    assumes=("the values are means; their geometric mean is left out",),
)
