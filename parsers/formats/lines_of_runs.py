"""Output of which each line is a run: who ran, on how many, and how long it took or how fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from parsers.documents.lines_of_text import DOCUMENTS, headings_over, is_heading, lines_of
from parsers.formats.dissected_line import RUN, STATUS, Dissected, dissected
from parsers.grammar.patterns import Pattern
from parsers.headings.scaling_words import said_of_scaling
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import empty
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.named_lines import CASE
from parsers.tables.table import Table

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout", ".dat", ".csv")
_SURE: Final = 52
"""More than of lines that begin anew with a count, to which names before it are none."""
_LEAST_SURE: Final = 3
_ROWS: Final = 2
"""So many other lines with several numbers may be a table, of which another reader reads more."""
_LEAST: Final = 3
_MOST: Final = 5_000
_MOST_BEFORE: Final = 60
"""Lines before the first run; what begins later is the output of something else."""
_MOST_WORDS: Final = 4
"""More are no name of what ran."""
_WARM_UP = Pattern(r"(?i)\bwarm[ _-]?(?:up|ing)\b")
_NUMBERS = Pattern(r"(?<!\S)[-+]?\d+(?:\.\d+)?(?!\S)")
_NUMBERED = Pattern(r"\d")


class _Run(NamedTuple):
    line: int
    said: Dissected

    @property
    def label(self) -> str:
        return " ".join(self.said.left)

    @property
    def series(self) -> tuple[str, ...]:
        """What the run has in common with those that it may be compared with."""
        named = (f"{name}={word}" for name, word in self.said.named.items() if name != RUN)
        return (self.label, *(each for each in named if not each.startswith(f"{STATUS}=")))

    @property
    def counts(self) -> dict[str, str]:
        return self.said.counts or self.said.letters


def _sniff(source: Source) -> int:
    if source.goes_on or source.suffix not in (*_SUFFIXES, *DOCUMENTS):
        return 0
    said = source.head.decode("utf-8-sig", errors="replace").splitlines()
    lines = lines_of(source, said)
    runs = _runs(lines)
    if not runs:
        return 0
    own = {run.line for run in runs}
    others = (line for number, line in enumerate(lines, 1) if number not in own)
    rows = sum(len(_NUMBERS.findall(line)) > 1 for line in others)
    return _SURE if rows < _ROWS else _LEAST_SURE


def _read(source: Source) -> Reading:
    lines = lines_of(source, source.lines[:_MOST])
    runs = _runs(lines)
    if not runs:
        return Reading(empty())
    rows = [_cells(run) for run in runs]
    if not any(row[CASE] for row in rows):
        rows = [{name: cell for name, cell in row.items() if name != CASE} for row in rows]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    cells = [series_of([row.get(name) for row in rows]) for name in headings]
    places = series_of([run.line for run in runs], pl.UInt32())
    above = headings_over(source, runs[0].line, runs[-1].line) or said_of_scaling(lines)
    return read_table(Table(cells, headings, places, runs[0].line, above=above), source)


READER: Final = Reader("lines of runs", _sniff, _read, most=_SURE)


def _cells(run: _Run) -> dict[str, str]:
    said = run.said
    named = {name: word for name, word in said.named.items() if name not in run.counts}
    return {CASE: run.label, **named, **run.counts, **said.results}


def _run(number: int, line: str) -> _Run | None:
    """What a line states, if it counts or measures anything."""
    run = _Run(number, dissected(line))
    return run if run.counts or run.said.results else None


def _runs(lines: Sequence[str]) -> list[_Run]:
    """The runs of a text, where all lines with both a count and a result state the same.

    No other line counts or measures anything, and each name of what ran comes on several counts.
    """
    runs: list[_Run] = []
    between, before = False, 0
    for number, line in enumerate(lines[:_MOST], 1):
        if _WARM_UP.search(line):
            continue
        if not runs and before > _MOST_BEFORE:
            return []
        before += 1
        run = _run(number, line) if _NUMBERED.search(line) and not is_heading(line) else None
        if run is None:
            between = between or (bool(runs) and any(map(str.isalnum, line)))
        elif (
            between
            or run.said.twice
            or not run.counts
            or not (run.said.results or STATUS in run.said.named)
        ):
            # What is said between runs may tell them apart.
            return []
        else:
            runs.append(run)
    well = [run for run in runs if run.said.results]
    alike = {(frozenset(run.said.results), frozenset(run.counts)) for run in well}
    if (
        len(runs) < _LEAST
        or len(alike) != 1
        or any(run.counts.keys() != well[0].counts.keys() for run in runs)
    ):
        return []
    if len({frozenset(run.said.named) - {STATUS} for run in runs}) != 1:
        return []
    if any(len(run.said.left) > _MOST_WORDS for run in runs):
        return []
    on: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for run in runs:
        on[run.series].add(tuple(run.counts.values()))
    return runs if all(len(counts) > 1 for counts in on.values()) else []
