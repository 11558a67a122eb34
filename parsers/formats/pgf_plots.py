"""Plots of pgfplots in a document of TeX: coordinates, and tables within it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.table import Table

_NUMBER: Final = r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?"
_PLOT = Pattern(
    r"\\addplot\+?\s*(?:\[[^\]]*\]\s*)?"
    r"(?:coordinates\s*\{(?P<points>[^{}]*)\}|table\s*(?:\[(?P<of>[^\]]*)\]\s*)?\{(?P<rows>[^{}]*)\})\s*;"
    r"(?:\s*\\addlegendentry\{(?P<entry>[^{}]*)\})?"
)
_COORDINATE = Pattern(rf"\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)")
_AXIS = Pattern(r"\\begin\{(?:semilogx|semilogy|loglog)?axis\}")
_LABEL: Final = r"{}label\s*=\s*(?:\{{([^{{}}]*)\}}|([^,\]\n]*))"
_LEGEND = Pattern(r"\\legend\{(?P<entries>[^{}]*)\}")
_CHOSEN = Pattern(r"(?P<axis>[xy])(?: index)?\s*=\s*(?P<column>[\w.-]+)")


def pgf_plots(source: Source) -> Iterator[Table]:
    """Yield a table for each curve in a plot whose axis counts."""
    starts = [match.start() for match in _AXIS.finditer(source.text)]
    for start, end in pairwise([*starts, len(source.text)]):
        axis = source.text[start:end]
        across, up = _label(axis, "x"), _label(axis, "y")
        if read_heading(across).name not in SCALE or read_heading(up).kind not in MEASURED:
            continue
        legend = _LEGEND.search(axis)
        entries = [each.strip() for each in legend["entries"].split(",")] if legend else []
        for number, plot in enumerate(_PLOT.finditer(axis)):
            if plot["points"] is not None:
                points = [(each[1], each[2]) for each in _COORDINATE.finditer(plot["points"])]
            else:
                points = _of_table(plot["rows"], plot["of"] or "")
            entry = plot["entry"] or (entries[number] if number < len(entries) else "")
            line = source.text.count("\n", 0, start + plot.start()) + 1
            if points:
                yield Table(
                    [series_of([point[at] for point in points]) for at in (0, 1)],
                    [across, up],
                    series_of([line] * len(points), pl.UInt32()),
                    line,
                    benchmark=clean(entry) or None,
                    parts=series_of(list(range(1, len(points) + 1)), pl.UInt32()),
                )


def _of_table(text: str, options: str) -> list[tuple[str, str]]:
    """The points in a table, of its first two columns where ``x=`` and ``y=`` name no others."""
    rows = [
        row.split() for row in text.replace("\\\\", "\n").splitlines() if row.split("%")[0].strip()
    ]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return []
    headings = rows.pop(0) if not re.fullmatch(_NUMBER, rows[0][0]) else []
    named = {name: place for place, name in enumerate(headings)}
    named |= {str(place): place for place in range(len(rows[0]))} if rows else {}
    chosen = {match["axis"]: match["column"] for match in _CHOSEN.finditer(options)}
    x, y = named.get(chosen.get("x", "0")), named.get(chosen.get("y", "1"))
    return [] if x is None or y is None else [(row[x], row[y]) for row in rows]


def _label(axis: str, which: str) -> str:
    match = re.search(_LABEL.format(which), axis)
    return clean((match[1] or match[2] or "").strip().replace("\\#", "#")) if match else ""
