"""Sizes of messages and blocks with a letter: ``4K`` is 4096, as in ``dd``, ``ls`` and IOR."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.headings.heading import MEMORY, Heading
from parsers.headings.vocabulary import counts_problem
from parsers.short_columns.short_series import series_of

_ABBREVIATED: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMG])\s*", re.IGNORECASE)


def abbreviates_bytes(heading: Heading) -> bool:
    """Whether letters below a heading are powers of 1024: of sizes, not of problems, or memory."""
    said = words(heading.text)
    is_size = heading.kind == "schema" and heading.name == "size" and not counts_problem(said)
    return heading.unit is None and (is_size or not MEMORY.isdisjoint(said))


def in_full(text: pl.Series) -> pl.Series:
    """Return sizes with ``KiB`` for ``K``, and so on."""
    found = [_in_full(each) for each in text]
    return (
        text
        if not any(found)
        else series_of([new or old for new, old in zip(found, text, strict=True)])
    )


def is_abbreviated(text: str | None) -> bool:
    """Whether a size is a number with a letter for a power of 1024."""
    return text is not None and _ABBREVIATED.fullmatch(text) is not None


def _in_full(text: str | None) -> str | None:
    match = _ABBREVIATED.fullmatch(text) if text else None
    return match and f"{match[1]} {match[2].upper()}iB"
