"""The time of the serial program, told in the text around a table whose counts begin above 1."""

from __future__ import annotations

from math import isclose
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity, parse_unit
from parsers.headings.heading import SET_BEFORE, Heading
from parsers.headings.read_heading import read_headings
from parsers.headings.resources import NOUNS
from parsers.notes import Note
from parsers.run_records.records import SCALE
from parsers.source import Source
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.table import Table

_ONE: Final = rf"(?<!of )(?<!with )(?<!per )(?<!each )\b(?:1|one|single)[ -](?:{'|'.join(NOUNS)})\b"
_TOLD = Pattern(
    rf"(?i)(?:\b(?:serial|sequential)\b|(?<![\w/])t_?\(?(?:1|s|ser|serial|seq)\b\)?|{_ONE})"
    r"[^.;:=\d/]{0,40}?(?:[:=]|\b(?:is|was|took|takes|needs|needed|in|of|at)\b)"
    r"\s*(?:about\s+|approx\.?\s+|~\s*|≈\s*)?(?P<time>\d+(?:\.\d+)?\s*"
    r"(?:ms|s|sec|secs|seconds?|min|minutes?|h|hours?))(?![\w/])"
)
"""``Serial time: 100 s``, ``T1 = 100 s``, ``the sequential version takes 100 s``."""
_BEYOND: Final = 1.5
"""A speedup over it is no more than so many times the ideal."""
_NEAR: Final = 0.005
_MOST: Final = 200


def with_serial_told(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with a row that counts 1 for a serial time that the texts around it tell.

    All rows have to be of one series that counts from 2 or more, and as fast as sharing that time
    makes them. A remark says so.
    """
    if not 1 < table.height <= _MOST:
        return table, []
    said = [(text, found) for text in (*table.above, table.below) for found in _TOLD.finditer(text)]
    times = {found["time"] for _, found in said}
    if len(times) != 1:
        return table, []
    headings = read_headings(table.headings)
    counts = [place for place, heading in enumerate(headings) if heading.name in SCALE]
    timed = [place for place, heading in enumerate(headings) if heading.is_time]
    fixed = [
        place
        for place, heading in enumerate(headings)
        if heading.kind in SET_BEFORE and place not in counts
    ]
    one_series = all(table.cells[place].n_unique() == 1 for place in fixed)
    if len(counts) != 1 or not timed or not one_series:
        return table, []
    if any(_is_base(each, table.cells[place]) for place, each in enumerate(headings)):
        return table, []
    (count,), time = counts, timed[0]
    serial = _seconds(times.pop()) / headings[time].factor
    if not _shares(_numbers(table.cells[count]), _numbers(table.cells[time]), serial):
        return table, []
    text = f"'{said[0][1][0]}' read as the time on 1 of the `{table.headings[count]}`"
    return _with_row(table, {count: 1.0, time: serial}, fixed), [
        Note("assumed", text, source.name, table.line)
    ]


def _seconds(time: str) -> float:
    number, written = parse_quantity(time) or (0.0, None)
    unit = parse_unit(written or "s")
    return number * unit.factor if unit else 0.0


def _is_base(heading: Heading, cells: pl.Series) -> bool:
    """Whether the source takes its own first row for the baseline: a speedup of 1 on 4 nodes."""
    if heading.kind not in ("stated_speedup", "stated_efficiency"):
        return False
    first = _numbers(cells)[0]
    return first is not None and any(isclose(first, each, rel_tol=_NEAR) for each in (1, 100))


def _numbers(cells: pl.Series) -> list[float | None]:
    return (read_numbers(cells.cast(pl.String)).values if is_text(cells) else cells).to_list()


def _shares(counts: list[float | None], times: list[float | None], serial: float) -> bool:
    """Whether each count above 1, once each, is faster than the serial program and not by more."""
    pairs = [
        (count, time)
        for count, time in zip(counts, times, strict=True)
        if count is not None and time is not None
    ]
    alone = len({count for count, _ in pairs}) == len(pairs) > 1
    return alone and all(
        count > 1 and 0 < time < serial <= _BEYOND * count * time for count, time in pairs
    )


def _with_row(table: Table, numbers: dict[int, float], fixed: list[int]) -> Table:
    """The table with one row more, of ``numbers`` by their place and what is set in all rows."""
    columns = []
    for place, cells in enumerate(table.cells):
        own = cells[0] if place in fixed else numbers.get(place)
        if place in numbers and is_text(cells):
            own = f"{numbers[place]:.10g}"
        columns.append(pl.Series([own, *cells.to_list()], dtype=_plain(cells)))
    lines = table.lines
    if lines is not None:
        lines = pl.Series([lines[0], *lines.to_list()], dtype=pl.UInt32)
    parts = pl.Series([2, *[1] * table.height], dtype=pl.UInt32)
    aggregate = table.aggregate
    if aggregate is not None:
        aggregate = pl.Series([False, *aggregate.to_list()])
    return table._replace(cells=columns, lines=lines, parts=parts, aggregate=aggregate).shortened()


def _plain(cells: pl.Series) -> pl.DataType:
    return pl.String() if is_text(cells) else pl.Series(cells.to_list()).dtype
