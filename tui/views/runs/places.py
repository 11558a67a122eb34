"""Where rows of a table were read from: files and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.configurations import MEASURED_BY, records_of, runs_of
from analysis.runs import Runs

_MOST_SPANS: Final = 6


class SourcePlace(NamedTuple):
    """Lines of one file, ascending; none where it has no lines, or they are not known.

    ``values``: what was read from a line, in the base unit of its metric.
    """

    source: str
    lines: tuple[int, ...]
    values: Mapping[int, float] = {}

    def __str__(self) -> str:
        return f"{self.source}:{spans(self.lines)}" if self.lines else self.source


def row_records(row: Mapping[str, Any], runs: Runs) -> pl.DataFrame:
    """Return the repeats of a row of the table of runs; where it shows stated values, these."""
    measured = runs_of(runs.records, row, runs.by)
    if measured.height:
        return measured
    return records_of(runs.records, row, (*runs.by, *MEASURED_BY))


def baseline_records(row: Mapping[str, Any], runs: Runs) -> pl.DataFrame:
    """Return the repeats that the speedup of a row refers to.

    Its own records where these state the baseline, none where it has no speedup.
    """
    if row["speedup"] is None:
        return runs.records.clear()
    if row["baseline_row"] is None:
        return row_records(row, runs)
    return row_records(runs.everything.row(row["baseline_row"], named=True), runs)


def begin_at(records: pl.DataFrame) -> list[SourcePlace]:
    """Return the lines that records begin at, files in order of appearance."""
    lines: dict[str, set[int]] = {}
    for source, line in records.select("source", "line").iter_rows():
        lines.setdefault(source, set()).update(() if line is None else (line,))
    return [SourcePlace(source, tuple(sorted(each))) for source, each in lines.items()]


def read_from(records: pl.DataFrame) -> list[SourcePlace]:
    """Return the same, and the lines of the steps that the values of records come from."""
    steps = records.select("source", pl.col("progress_lines").alias("line")).explode("line")
    values: dict[str, dict[int, float]] = {}
    stated = records.select("source", "line", "value").drop_nulls()
    for source, line, value in stated.iter_rows():
        values.setdefault(source, {}).setdefault(line, value)
    return [
        place._replace(values=values.get(place.source, {}))
        for place in begin_at(pl.concat([records.select("source", "line"), steps]))
    ]


def spans(lines: Sequence[int]) -> str:
    """Return ``16-24,30`` for ascending line numbers, the first few of many spans."""
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][-1] + 1:
            parts[-1][1:] = [line]
        else:
            parts.append([line])
    more = f" +{len(parts) - _MOST_SPANS}" if len(parts) > _MOST_SPANS else ""
    return ",".join("-".join(map(str, part)) for part in parts[:_MOST_SPANS]) + more
