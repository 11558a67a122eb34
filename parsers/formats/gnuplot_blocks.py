"""Data that stand in a script of gnuplot: ``$data << EOD`` over rows, below labels of both axes."""

from __future__ import annotations

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

_BLOCK = Pattern(
    r"(?m)^[ \t]*\$(?P<name>\w+)[ \t]*<<[ \t]*(?P<end>\w+)[ \t]*\n"
    r"(?P<rows>(?:.*\n)*?)(?P=end)[ \t]*$"
)
_LABEL = Pattern(r"(?m)^[ \t]*set[ \t]+(?P<axis>[xy])label[ \t]+[\"'](?P<text>[^\"'\n]{1,80})[\"']")
_AXES: Final = 2


def gnuplot_blocks(text: str) -> Iterator[Table]:
    """Yield a table for each block of two columns, a count and what is measured, as labels say.

    What a third column would be is said by ``using`` alone, in ways that no label tells.
    """
    labels = {match["axis"]: clean(match["text"]) for match in _LABEL.finditer(text)}
    across, up = labels.get("x", ""), labels.get("y", "")
    if read_heading(across).name not in SCALE or read_heading(up).kind not in MEASURED:
        return
    blocks = [*_BLOCK.finditer(text)]
    for block in blocks:
        first = text.count("\n", 0, block.start("rows")) + 1
        numbered = [
            (number, row.split())
            for number, row in enumerate(block["rows"].splitlines(), start=first)
            if row.strip() and not row.lstrip().startswith("#")
        ]
        if not numbered or any(len(cells) != _AXES for _, cells in numbered):
            continue
        yield Table(
            [series_of([cells[at] for _, cells in numbered]) for at in range(_AXES)],
            [across, up],
            series_of([number for number, _ in numbered], pl.UInt32()),
            first,
            benchmark=block["name"] if len(blocks) > 1 else None,
            parts=series_of(list(range(1, len(numbered) + 1)), pl.UInt32()),
        )
