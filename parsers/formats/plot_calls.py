"""Arrays in a call that plots them: ``plt.plot([1, 2], [9.1, 5.0], label="gcc")``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import series_of
from parsers.tables.table import Table

_NUMBER: Final = r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?"
_NUMBERS: Final = rf"\[\s*({_NUMBER}(?:\s*,\s*{_NUMBER})*)[\s,]*\]"
_CALL = Pattern(
    r"(?:plot|loglog|semilog[xy]|errorbar|scatter|bar)\(\s*"
    rf"{_NUMBERS}\s*,\s*{_NUMBERS}(?P<others>[^()\n]*)"
)
_NAMED = Pattern(r"label\s*=\s*[\"'](?P<name>[^\"'\n]{1,80})[\"']")
_LABEL = Pattern(r"(?P<axis>[xy])label\w*\s*[(=]\s*[\"'](?P<text>[^\"'\n]{1,80})[\"']")


def plot_calls(text: str) -> Iterator[Table]:
    """Yield a table for each curve, where the labels say what is counted and what measured.

    Of several plots nothing tells which labels are of which.
    """
    labels = [(match["axis"], clean(match["text"])) for match in _LABEL.finditer(text)]
    if sorted(axis for axis, _ in labels) != ["x", "y"]:
        return
    across, up = (label for _, label in sorted(labels))
    if read_heading(across).name not in SCALE or read_heading(up).kind not in MEASURED:
        return
    for call in _CALL.finditer(text):
        columns = [re.findall(_NUMBER, call[at]) for at in (1, 2)]
        name = _NAMED.search(call["others"])
        line = text.count("\n", 0, call.start()) + 1
        if len(columns[0]) == len(columns[1]):
            yield Table(
                [series_of(column) for column in columns],
                [across, up],
                series_of([line] * len(columns[0]), pl.UInt32()),
                line,
                benchmark=clean(name["name"]) if name else None,
                parts=series_of(list(range(1, len(columns[0]) + 1)), pl.UInt32()),
            )
