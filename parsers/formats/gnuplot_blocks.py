"""Data in a script of gnuplot, ``$data << EOD`` and ``plot '-'`` over rows, with labelled axes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import series_of
from parsers.tables.table import Table

_BLOCK = Pattern(
    r"(?m)^[ \t]*\$(?P<name>\w+)[ \t]*<<[ \t]*(?P<end>\w+)[ \t]*\n"
    r"(?P<rows>(?:.*\n)*?)(?P=end)[ \t]*$"
)
_INLINE = Pattern(
    r"(?m)^[ \t]*plot[ \t]+[\"']-[\"'](?P<drawn>.*)\n(?P<rows>(?:.*\n)*?)e(?:nd)?[ \t]*$"
)
_LABEL = Pattern(r"(?m)^[ \t]*set[ \t]+(?P<axis>[xy])label[ \t]+[\"'](?P<text>[^\"'\n]{1,80})[\"']")
_DRAWN = Pattern(
    r"(?P<data>\$\w+|[\"'][^\"'\n]*[\"'])[ \t]+u(?:s(?:ing)?)?[ \t]+(?P<x>\d+):(?P<y>\d+)(?![:\d])"
    r"(?P<others>[^,\n]*)"
)
_TITLE = Pattern(r"t(?:i|itle)?[ \t]+[\"'](?P<title>[^\"'\n]{1,80})[\"']")


class _Curve(NamedTuple):
    """The places of two columns in a block, and what their curve is called."""

    x: int
    y: int
    title: str | None


def gnuplot_blocks(text: str) -> Iterator[Table]:
    """Yield a table for each curve that a block of data holds, with its axes as labels say.

    Blocks of two columns are a curve; of more, ``using`` tells the columns of each.
    """
    labels = {match["axis"]: clean(match["text"]) for match in _LABEL.finditer(text)}
    across, up = labels.get("x", ""), labels.get("y", "")
    if read_heading(across).name not in SCALE or read_heading(up).kind not in MEASURED:
        return
    blocks = [*_BLOCK.finditer(text)]
    for block in blocks:
        alone = _Curve(1, 2, block["name"] if len(blocks) > 1 else None)
        yield from _tables(text, block, _drawn(text, f"${block['name']}") or [alone], across, up)
    for block in _INLINE.finditer(text):
        title = _TITLE.search(block["drawn"])
        curve = _Curve(1, 2, title["title"] if title else None)
        yield from _tables(text, block, [curve], across, up)


def _drawn(text: str, data: str) -> list[_Curve]:
    """The curves that are drawn of a block; ``''`` is the one before."""
    curves: list[_Curve] = []
    before = ""
    for match in _DRAWN.finditer(text):
        before = match["data"] if match["data"].strip("\"'") else before
        if before == data:
            title = _TITLE.search(match["others"])
            curves.append(_Curve(int(match["x"]), int(match["y"]), title and title["title"]))
    return curves


def _tables(
    text: str, block: re.Match[str], curves: list[_Curve], across: str, up: str
) -> Iterator[Table]:
    first = text.count("\n", 0, block.start("rows")) + 1
    numbered = [
        (number, row.split())
        for number, row in enumerate(block["rows"].splitlines(), start=first)
        if row.strip() and not row.lstrip().startswith("#")
    ]
    widths = {len(cells) for _, cells in numbered}
    wanted = max(max(curve.x, curve.y) for curve in curves)
    if len(widths) != 1 or wanted > max(widths) or (len(curves) == 1 and max(widths) != wanted):
        return
    for curve in curves:
        yield Table(
            [series_of([cells[at - 1] for _, cells in numbered]) for at in (curve.x, curve.y)],
            [across, up],
            series_of([number for number, _ in numbered], pl.UInt32()),
            first,
            benchmark=clean(curve.title) if curve.title else None,
            parts=series_of(list(range(1, len(numbered) + 1)), pl.UInt32()),
        )
