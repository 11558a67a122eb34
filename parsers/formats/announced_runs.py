"""Output of a loop that says how many it takes before each run, in a way that nothing else knows.

``export OMP_NUM_THREADS=2; ./gol`` above ``GFLOPS 18.2``: what a line counts holds until another
one counts, and what is measured below is of that many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from parsers.documents.lines_of_text import lines_of
from parsers.formats.dissected_line import dissected
from parsers.formats.result_lines import counts_of_launch
from parsers.formats.single_result import results_of
from parsers.grammar.patterns import Pattern
from parsers.headings.scaling_words import said_of_scaling
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import empty
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.named_lines import CASE
from parsers.tables.table import Table

_SUFFIXES: Final = ("", ".log", ".out", ".txt", ".err", ".stdout")
_CONFIDENCE: Final = 1
_MOST: Final = 2_000
_MOST_BEFORE: Final = 100
_FEWEST: Final = 3
_MOST_WORDS: Final = 4
_NEAR: Final = 1.25
_NUMBERS = Pattern(r"\d+")
_LETTERS = Pattern(r"[^\W\d_]")


@dataclass
class _Run:
    line: int
    counts: dict[str, str]
    label: str
    results: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def _sniff(source: Source) -> int:
    if source.goes_on or source.suffix not in _SUFFIXES:
        return 0
    head = source.head.decode("utf-8-sig", errors="replace").splitlines()
    return _CONFIDENCE if _runs(lines_of(source, head)) else 0


def _read(source: Source) -> Reading:
    lines = lines_of(source, source.lines)
    runs = _runs(lines)
    if not runs:
        return Reading(empty())
    labelled = len({run.label for run in runs}) > 1
    rows = [
        {**({CASE: run.label} if labelled else {}), **run.counts, **run.results} for run in runs
    ]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    cells = [series_of([row.get(name) for row in rows]) for name in headings]
    places = series_of([run.line for run in runs], pl.UInt32())
    above = said_of_scaling(lines)
    return read_table(Table(cells, headings, places, runs[0].line, above=above), source)


READER: Final = Reader("announced runs", _sniff, _read, most=_CONFIDENCE)


def _runs(lines: Sequence[str]) -> list[_Run]:
    """The runs of a text, each below what it counts; none where other things tell them apart."""
    if len(lines) > _MOST:
        return []
    runs: list[_Run] = []
    for number, line in enumerate(lines, 1):
        if not runs and number > _MOST_BEFORE:
            return []
        launched = {name: f"{count}" for name, count in counts_of_launch(line).items()}
        said = dissected(line)
        counts, found = launched or said.counts, results_of(line)
        if counts and not found:
            if not runs or runs[-1].results or runs[-1].counts != counts:
                label = "" if launched else " ".join(said.left[:_MOST_WORDS])
                runs.append(_Run(number, counts, label))
        elif found and not counts and runs:
            if any(name in runs[-1].results for name, _ in found):
                # Measured again: a repeat.
                runs.append(_Run(number, runs[-1].counts, runs[-1].label))
            runs[-1].results |= dict(found)
        elif found or counts:
            return []
        elif runs and _LETTERS.search(line):
            runs[-1].said.append(_NUMBERS.sub("#", line.strip()))
    return runs if _are_alike(runs) else []


def _are_alike(runs: Sequence[_Run]) -> bool:
    """Whether runs differ in their counts alone, or in names that come on several counts."""
    well = [run for run in runs if run.results]
    if len(well) < _FEWEST or len({frozenset(run.results) for run in well}) > 1:
        return False
    if len({frozenset(run.counts) for run in runs}) > 1:
        return False
    on: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    said: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    values: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for run in runs:
        counts = tuple(run.counts.values())
        on[run.label].add(counts)
        said[run.label, *counts].add(tuple(run.said))
        for name, number in run.results.items():
            values[run.label, *counts, name].append(float(number.replace(",", "")))
    if any(max(each) > _NEAR * min(each) for each in values.values()):
        # No repeats of each other, whatever it is that tells them apart.
        return False
    # What is said below one run of a count, and not below another, tells them apart.
    return all(len(counts) > 1 for counts in on.values()) and all(
        len(texts) == 1 for texts in said.values()
    )
