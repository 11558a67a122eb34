"""Results with a remark that they are of other work: ``438K tok/s (774M model)``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text
from parsers.tables.remarked_counts import VARIANT
from parsers.tables.table import Table

_OTHER_WORK: Final = (
    "models?|batch(?:es)?|batch[ _-]?size|m?bs|gbs|seq(?:uence)?(?:[ _-]?len(?:gth)?)?|context"
    "|grid|mesh|problem|dataset|precision|[bt]?fp?(?:8|16|32|64)|int[48]|zero[ -]?\\d|fsdp"
    "|particles|atoms|cells|other|another|different|smaller|larger|reduced"
)
_REMARKED = Pattern(
    r"(?i)(?P<value>\W*\d[^()\[\]]*?)\s*\*?[(\[](?!same\b)"
    rf"(?P<remark>[^()\[\]]*(?<![a-z])(?:{_OTHER_WORK})(?![a-z])[^()\[\]]*)[)\]]\*?\s*"
)
_FAILED = Pattern(r"(?i).*(?:oom|out of memory|fail|time-?out|estimat|project|extrapolat)")
_MOST: Final = 1_000


def with_other_work_apart(table: Table) -> Table:
    """Return ``table`` with such remarks in a column of their own, where some results have none.

    A result of another model or batch is no point of the series of the others. Where each has its
    remark, these are what is swept, and stay.
    """
    if not 1 < table.height <= _MOST or VARIANT in table.headings:
        return table
    remarks: list[str | None] = [None] * table.height
    cells = list(table.cells)
    for place, (heading, column) in enumerate(zip(table.headings, table.cells, strict=True)):
        if not is_text(column):
            continue
        read = read_heading(heading)
        if read.kind != "metric" and read.name not in COUNTED:
            continue
        texts = column.cast(pl.String).to_list()
        found = [_remarked(text) for text in texts]
        if any(found) and not all(map(bool, found)):
            remarks = [one or each for one, each in zip(remarks, map(_remark, found), strict=True)]
            bare = [each[0] if each else text for each, text in zip(found, texts, strict=True)]
            cells[place] = series_of(bare)
    if not any(remarks):
        return table
    return table._replace(cells=[series_of(remarks), *cells], headings=[VARIANT, *table.headings])


def _remarked(text: str | None) -> tuple[str, str] | None:
    """The result and its remark, if that names other work and no failure."""
    found = _REMARKED.fullmatch(text or "")
    if found is None or _FAILED.match(found["remark"]):
        return None
    return found["value"].strip(), found["remark"].strip()


def _remark(found: tuple[str, str] | None) -> str | None:
    return found[1] if found else None
