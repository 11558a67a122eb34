"""A column of the serial program's time beside those of parallel ones: its rows count 1."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.serial_program import PARALLEL_MODELS, PARALLEL_WORDS, SERIAL_WORDS
from parsers.grammar.words import words
from parsers.headings.heading import SET_BEFORE
from parsers.headings.read_heading import read_headings
from parsers.headings.translations import in_english
from parsers.notes import Note
from parsers.run_records.records import SCALE
from parsers.source import Source
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.table import Table

_PARALLEL: Final = PARALLEL_WORDS | PARALLEL_MODELS
_ALONE = Pattern(r"T_?\(?(?:1|s|seq|ser)\)?(?:\s*[(\[]\w+[)\]])?\Z")
_TOGETHER = Pattern(r"(?P<symbol>T_?\(?(?:[pPnN]|par)\)?)(?P<unit>\s*[(\[]\w+[)\]])?\Z")
_MOST: Final = 10_000
"""Rows; measured tables of this form are written by hand or by one loop."""


def with_serial_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with rows that count 1 for what is ``serial_time`` beside ``parallel_time``.

    Beside ``omp_time`` and ``mpi_time`` it is the time on 1 of each of these.
    Not where a row counts 1 already: that is the parallel program on one, and not the serial one.
    Equal times of the same input are one run, written again beside each count.
    """
    if not 0 < table.height <= _MOST or len(table.cells) < 3:
        return table, []
    headings = read_headings(table.headings)
    said = [_said(heading.text) for heading in headings]
    timed = [place for place, heading in enumerate(headings) if heading.is_time]
    serial = [place for place in timed if said[place] & SERIAL_WORDS]
    counts = [place for place, heading in enumerate(headings) if heading.name in SCALE]
    if len(serial) != 1 or len(counts) != 1:
        return table, []
    (of_serial,), (count,) = serial, counts
    parallel = [
        place
        for place in timed
        if place != of_serial
        and said[place] & _PARALLEL
        and said[place] - _PARALLEL <= said[of_serial] - SERIAL_WORDS
    ]
    if not parallel or not _count_above_one(table.cells[count]):
        return table, []
    fixed = [
        place
        for place, heading in enumerate(headings)
        if heading.kind in SET_BEFORE and place not in (count, *parallel)
    ]
    runs: dict[tuple[object, ...], dict[int, object]] = {}
    for row, time in enumerate(table.cells[of_serial].to_list()):
        if time is not None:
            same = tuple(table.cells[place][row] for place in fixed)
            runs.setdefault(same, {})[row] = time
    rows = [
        row
        for each in runs.values()
        for row in ([*each] if len({*each.values()}) > 1 else [*each][:1])
    ]
    told = f"`{table.headings[of_serial]}` read as the time on 1 of the `{table.headings[count]}`"
    note = Note("assumed", told, source.name, table.line)
    return _with_rows(table, rows, count, of_serial, parallel, fixed), [note]


def _said(heading: str) -> set[str]:
    """The words of a heading, of a symbol what it stands for: ``T1``, ``Tp (s)``."""
    said = {*in_english(words(heading))}
    for symbol, meant in ((_ALONE, "serial"), (_TOGETHER, "parallel")):
        if symbol.match(heading):
            return {meant}
    return said


def _count_above_one(cells: pl.Series) -> bool:
    values = read_numbers(cells.cast(pl.String)).values if is_text(cells) else cells
    if not values.dtype.is_numeric() or values.null_count():
        return False
    return all(value > 1 for value in values.to_list())


def _with_rows(
    table: Table, rows: list[int], count: int, serial: int, parallel: list[int], fixed: list[int]
) -> Table:
    """The table with ``rows`` once more, of which nothing holds but what was set and the time."""
    columns = []
    for place, cells in enumerate(table.cells):
        if place == serial:
            continue
        own: list[object] = [None] * len(rows)
        if place == count:
            own = ["1" if is_text(cells) else 1] * len(rows)
        elif place in parallel or place in fixed:
            of = table.cells[serial] if place in parallel else cells
            own = [of[row] for row in rows]
        columns.append(pl.Series([*cells.to_list(), *own], dtype=pl.Series(cells.to_list()).dtype))
    lines = table.lines
    if lines is not None:
        lines = pl.Series([*lines.to_list(), *(lines[row] for row in rows)], dtype=pl.UInt32)
    parts = pl.Series([*[1] * table.height, *[2] * len(rows)], dtype=pl.UInt32)
    headings = [
        _TOGETHER.sub(r"time\g<unit>", text)
        for place, text in enumerate(table.headings)
        if place != serial
    ]
    aggregate = table.aggregate
    if aggregate is not None:
        aggregate = pl.Series([*aggregate.to_list(), *[False] * len(rows)])
    return table._replace(
        cells=columns, headings=headings, lines=lines, parts=parts, aggregate=aggregate
    ).shortened()
