"""The order of texts along an axis: versions by their numbers, commits and the like by time."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

import polars as pl

from analysis.select import SortKey, order
from parsers.run_records.folded import values_of

OrderedBy = Literal["name", "time"]

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
_HASH: Final = re.compile(r"[0-9a-f]{7,64}")
"""A commit: its digits are no number."""
_SUFFIX: Final = re.compile(r"#[-+._ ]*(?:a|b|rc|alpha|beta|dev|pre|post|p|patch|rev|r)?\.?#")
"""A pre-release or a patch after a version, whose numbers are left out."""


class TextOrder(NamedTuple):
    """The values of a column in their order, and what that is the order of."""

    texts: tuple[str, ...]
    by: OrderedBy


def text_order(records: pl.DataFrame, column: str) -> TextOrder | None:
    """Return the values of a text column in order; None where they have none.

    Versions of one thing, which differ in nothing but numbers (``gcc 12.3``, ``gcc 13.2``), come in
    natural order. All else comes in the order in which it was first run, where all has a date.
    """
    values = records[column].cast(pl.String).drop_nulls().unique(maintain_order=True)
    if not values.len():
        return None
    if len({_words(text) for text in values}) == 1:
        rows = order(values.to_frame(), [SortKey(column, descending=False)])
        return TextOrder(tuple(values.gather(rows)), "name")
    texts = records[column].cast(pl.String).alias("text")
    first = (
        values_of(records, texts, "started", lambda started: started)
        .drop_nulls("text")
        .group_by("text", maintain_order=True)
        .agg(pl.col("started").min())
        .sort("started", maintain_order=True)
    )
    if first["started"].null_count():
        return None
    return TextOrder(tuple(first["text"]), "time")


def _words(text: str) -> str:
    """Return what of a text is no number; a hash is all of itself."""
    if _HASH.fullmatch(text) and not text.isdecimal():
        return text
    words = _NUMBER.sub("#", text.lower())
    # 1.2 and 1.2rc1 are versions of one thing.
    return _SUFFIX.sub("#", words) if "#" in words else text
