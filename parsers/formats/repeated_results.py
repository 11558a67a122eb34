"""Output of a loop over counts: ``NP=4 time=12.3`` a line, or a count and a time on lines apart.

The time may be that of the shell (``real 0m12.3s``), which needs no count to be a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.grammar.durations import parse_duration
from parsers.grammar.name_counts import read_name
from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.records import SCALE, empty
from parsers.source import Source
from parsers.tables.table import Table

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout", ".dat", ".csv")
_MOST: Final = 5_000
"""Lines; a loop over counts prints less."""
_LONGEST: Final = 200
_NUMBER: Final = r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?"
_PAIR = Pattern(
    r"(?P<label>[A-Za-z#][\w ./()#-]{0,40}?)\s*[:=]\s*"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>[A-Za-z%µ][\w/%*^.-]*)?(?=[\s,;|]|$)(?!\s*[:=])"
)
_BETWEEN: Final = " \t,;|-"
_SHELL = Pattern(r"(?P<label>real|user|sys)[ \t]+(?P<time>(?:\d+m)?\d+[.,]?\d*s?)\s*")
_TIMES: Final = {"real": "time (s)", "user": "user time (s)", "sys": "system time (s)"}
_SURE: Final = 50
"""More than of a table, since three lines of two words look like one."""
_COUNTED = Pattern(
    r"(?i)(?:running|run|using|with|on|for|testing|benchmark\w*)\b[^.\d]{0,30}?"
    r"(?P<number>\d{1,7})\s+(?P<noun>[a-z]+(?:\s(?:threads|processes|ranks|tasks))?)\b"
)


class _Told(NamedTuple):
    """A line that states something: its number, and heading -> cell."""

    line: int
    cells: dict[str, str]


def _sniff(source: Source) -> int:
    if source.goes_on or source.suffix not in _SUFFIXES:
        return 0
    lines = source.head.decode("utf-8-sig", errors="replace").splitlines()
    if not _rows(lines):
        return 0
    written = [line for line in lines if line.strip()]
    timed = sum(bool(_SHELL.fullmatch(line)) for line in written)
    return _SURE if 2 * timed >= len(written) else 3


def _read(source: Source) -> Reading:
    rows = _rows(source.lines)
    if not rows:
        return Reading(empty())
    headings = list(rows[0].cells)
    cells = [pl.Series([row.cells.get(name) for row in rows]) for name in headings]
    lines = pl.Series([row.line for row in rows], dtype=pl.UInt32)
    return read_table(Table(cells, headings, lines, rows[0].line), source)


READER = Reader("repeated results", _sniff, _read)


def _rows(lines: Sequence[str]) -> list[_Told]:
    """The rows of a text: each states a count and a result, and all state the same.

    A row begins where what the one before began with comes again.
    """
    told = [
        _Told(number, cells)
        for number, line in enumerate(islice(lines, _MOST), start=1)
        if len(line) <= _LONGEST and (cells := _stated(line))
    ]
    first = next((name for each in told for name in each.cells if _counts(name)), _TIMES["real"])
    rows: list[_Told] = []
    for line, cells in told:
        if first in cells:
            rows.append(_Told(line, dict(cells)))
        elif rows:
            # What stands twice in a row is that of nothing in particular.
            rows[-1].cells.update(
                {name: cell for name, cell in cells.items() if name not in rows[-1].cells}
            )
    # The last run may have been stopped before it had a result.
    complete = rows[:-1] if len(rows) > 2 and rows[-1].cells.keys() < rows[0].cells.keys() else rows
    of_all = Counter(name for row in complete for name in row.cells)
    common = [name for name, times in of_all.items() if times == len(complete)]
    if len(rows) < (1 if first == _TIMES["real"] else 2) or not any(map(_measures, common)):
        return []
    return [
        row._replace(cells={name: row.cells[name] for name in common if name in row.cells})
        for row in rows
    ]


def _stated(line: str) -> dict[str, str]:
    """Heading -> cell of a line that states numbers, and at most a few words besides."""
    if shell := _SHELL.fullmatch(line):
        seconds = parse_duration(shell["time"].replace(",", "."), bare=1.0)
        return {} if seconds is None else {_TIMES[shell["label"]]: str(seconds)}
    if counted := _COUNTED.search(line):
        found = read_name(f"{counted['number']} {counted['noun']}")
        if found is not None:
            return {field: str(number) for field, number in found.counts.items()}
    pairs = list(_PAIR.finditer(line))
    if not pairs or _PAIR.sub("", line).strip(_BETWEEN):
        return {}
    return {
        f"{label} ({pair['unit']})" if pair["unit"] else label: pair["number"]
        for pair in pairs
        if (label := clean(pair["label"]).strip())
    }


def _counts(heading: str) -> bool:
    return read_heading(heading).name in SCALE


def _measures(heading: str) -> bool:
    read = read_heading(heading)
    return read.kind == "metric" and read.better is not None
