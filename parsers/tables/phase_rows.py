"""Phases of runs beside their total, in rows or in columns: ``Setup``, ``Solve``, ``Total``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED
from parsers.headings.markup import plain
from parsers.headings.phases import names_a_phase
from parsers.headings.read_heading import read_heading
from parsers.tables.captions import measured_above
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.conditions import Level
from parsers.tables.table import Table

_TOTAL: Final = word_set("total sum overall wall walltime elapsed")
_SLACK: Final = 0.98
"""What rounding takes off a total at most."""
_MORE: Final = 1.02
"""By how much a total is more than a sum of the others, however these were rounded."""
_ONLY_PARTS: Final = word_set("mpi other others rest misc overhead idle wait waiting")
"""What a run spends time in besides, which is never a benchmark beside others."""
_PART = Pattern(r"(?i)\W*(?:of which|thereof|davon|dont|di cui|incl(?:uding|\.)?)\s+(?P<name>\S.*)")
_MOST: Final = 100


def phase_headings(
    table: Table, levels: Sequence[Level], labels: int, measured: str
) -> list[str] | None:
    """Return a heading for each row, a phase of the run in each column; None where they are none.

    One row is the total of the others as ``_whole_of_parts`` knows it. ``measured`` is what the
    cells are: a time where nothing says so, if phases are named as programs have them or the total
    becomes less and less.
    """
    cells = table.cells[labels]
    if not is_text(cells) or not 2 < table.height <= _MOST or cells.null_count():
        return None
    names = [plain(text).rstrip(":") for text in cells.cast(pl.String)]
    runs = [_numbers(table.cells[level.place]) for level in levels]
    total = _whole_of_parts(names, runs)
    if total is None:
        return None
    names = _as_times_are_called(names)
    if read_heading(measured).is_time:
        return [f"{name} {measured}" for name in names]
    totals = [run[total] for run in runs if run[total] is not None]
    are_times = any(map(names_a_phase, names)) or _fall(totals)
    return [f"{name} time" for name in names] if measured == "value" and are_times else None


def with_phases_timed(table: Table) -> Table:
    """Return a table of counts and of phases beside a total, all named as the times above it.

    ``procs | total | MPI | USR`` below "times in seconds" is no study of three codes.
    """
    measured = measured_above(table.above)
    if not measured or len(table.headings) < 4 or not 0 < table.height <= _MOST:
        return table
    counted, *others = map(read_heading, table.headings)
    if counted.name not in COUNTED or not read_heading(measured).is_time:
        return table
    if any(each.unit is not None or not each.text for each in others):
        return table
    names = [plain(text) for text in table.headings[1:]]
    columns = [_numbers(cells) for cells in table.cells[1:]]
    if _whole_of_parts(names, [*zip(*columns, strict=True)]) is None:
        return table
    timed = [f"{name} {measured}" for name in _as_times_are_called(names)]
    return table._replace(headings=[table.headings[0], *timed])


def _whole_of_parts(names: Sequence[str], runs: Sequence[Sequence[float | None]]) -> int | None:
    """Which of the names is the total of a run, if the others are its parts.

    It is never less than the others together. A total of several benchmarks is no run: one name at
    least is a phase as programs have them, or says that it is a part, or the total is in each run
    more than what is named comes to.
    """
    totals = [place for place, name in enumerate(names) if _is_total(name)]
    if len(totals) != 1 or len({*names}) < len(names):
        return None
    least = _least_share(runs, totals[0])
    are_phases = any(map(_names_a_part, names))
    return totals[0] if least >= (_SLACK if are_phases else _MORE) else None


def _names_a_part(name: str) -> bool:
    said = {*words(name)}
    is_part = bool(said) and said <= _ONLY_PARTS
    return is_part or names_a_phase(name) or _PART.fullmatch(name) is not None


def _least_share(runs: Sequence[Sequence[float | None]], total: int) -> float:
    """How much the total is at least, in what the others of its run come to; 0 where it is none."""
    least = float("inf")
    for run in runs:
        whole = run[total]
        others = [value for place, value in enumerate(run) if place != total and value is not None]
        if whole is None:
            least = 0.0 if others else least
        elif sum(others) > 0:
            least = min(least, whole / sum(others))
    return least


def _as_times_are_called(names: Sequence[str]) -> list[str]:
    """The names of parts alone, ``solver`` of ``of which solver``, and ``total`` for their sum."""
    parts = [found["name"] if (found := _PART.fullmatch(name)) else name for name in names]
    return ["total" if _is_total(name) else name for name in parts]


def _fall(values: Sequence[float | None]) -> bool:
    numbers = [value for value in values if value is not None]
    return len(numbers) > 1 and all(b < a for a, b in pairwise(numbers))


def _is_total(name: str) -> bool:
    return {*words(name)} <= _TOTAL | {"time"} and not _TOTAL.isdisjoint(words(name))


def _numbers(column: pl.Series) -> list[float | None]:
    numbers = read_numbers(column.cast(pl.String)).values if is_text(column) else column
    return numbers.to_list() if numbers.dtype.is_numeric() else [None] * len(numbers)
