"""Points of time series with labels, as Prometheus and InfluxDB take them: one run each."""

from __future__ import annotations

from itertools import islice
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.read_tables import read_table
from parsers.reader import Reader, Reading
from parsers.run_records.records import SCALE, empty
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.table import Table

_NUMBER: Final = r"[-+]?(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|NaN|Inf)"
_LABELLED = Pattern(
    rf"(?P<name>[A-Za-z_:][\w:]*)\{{(?P<labels>[^{{}}]+)\}}\s+(?P<value>{_NUMBER})(?:\s+\d+)?\s*"
)
_LABEL = Pattern(r'\s*(?P<name>[A-Za-z_]\w*)\s*=\s*"(?P<value>(?:[^"\\]|\\.)*)"\s*(?:,|\Z)')
_POINT = Pattern(
    r"(?P<name>[\w.-]+)(?P<labels>(?:,[\w.-]+=(?:[^,\s\\]|\\.)+)+)\s+"
    rf"(?P<values>[\w.-]+={_NUMBER}i?(?:,[\w.-]+={_NUMBER}i?)*)(?:\s+\d+)?\s*"
)
_MOST: Final = 20_000
_SNIFFED: Final = 50
_Row = tuple[dict[str, str], dict[str, str]]
"""The labels and the values of a point."""


def _sniff(source: Source) -> int:
    lines = source.head.decode("utf-8-sig", errors="replace").splitlines()
    if source.goes_on and lines:
        del lines[-1]
    said = list(islice((line for line in lines if _says(line)), _SNIFFED))
    points = [_point(line) for line in said]
    return 70 if len(points) > 1 and all(map(_counts, points)) else 0


def _read(source: Source) -> Reading:
    """Return a run for each set of labels that comes once, or again with the same values."""
    runs: list[tuple[int, dict[str, str], dict[str, str]]] = []
    for number, line in enumerate(islice(source.lines, _MOST), start=1):
        found = _point(line) if _says(line) else None
        if found is None:
            continue
        labels, values = found
        if runs and runs[-1][1] == labels and runs[-1][2].keys().isdisjoint(values):
            runs[-1][2].update(values)
        else:
            runs.append((number, labels, values))
    if not runs:
        return Reading(empty())
    headings = list(dict.fromkeys(name for _, *parts in runs for part in parts for name in part))
    rows = [{**labels, **values} for _, labels, values in runs]
    cells = [series_of([row.get(name) for row in rows]) for name in headings]
    lines = series_of([number for number, *_ in runs], pl.UInt32())
    return read_table(Table(cells, headings, lines, runs[0][0]), source)


READER = Reader("labelled points", _sniff, _read)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _point(line: str) -> _Row | None:
    if match := _LABELLED.fullmatch(line):
        labels = {label["name"]: label["value"] for label in _LABEL.finditer(match["labels"])}
        return labels, {match["name"]: match["value"]}
    match = _POINT.fullmatch(line)
    if match is None:
        return None
    pairs = (pair.split("=", 1) for pair in match["labels"][1:].split(","))
    values = (pair.split("=", 1) for pair in match["values"].split(","))
    return dict(pairs), {name: value.rstrip("i") for name, value in values}


def _counts(point: _Row | None) -> bool:
    """Whether the labels of a point say how large a run was."""
    return point is not None and any(read_heading(name).name in SCALE for name in point[0])
