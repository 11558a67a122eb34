"""Sizes of messages and blocks with a letter: ``4K`` is 4096, as in ``dd``, ``ls`` and IOR."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEMORY, Heading
from parsers.headings.vocabulary import counts_problem
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct

_BLOCKS: Final = word_set(
    "block blocksize bs blk xfer xfersize transfer transfersize buffer buf bufsize buffersize"
    " record reclen chunk chunksize io iosize working footprint bytes"
)
_SIZE: Final = re.compile(r"(?i)\s*\d+(?:\.\d+)?\s*(?:[kmg]i?b?|bytes|b)?\s*")
_MOST: Final = 200
_ABBREVIATED: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMG])\s*", re.IGNORECASE)


def abbreviates_bytes(heading: Heading) -> bool:
    """Whether letters below a heading are powers of 1024: of sizes, not of problems, or memory."""
    said = words(heading.text)
    is_size = heading.kind == "schema" and heading.name == "size" and not counts_problem(said)
    return heading.unit is None and (is_size or not MEMORY.isdisjoint(said))


def with_blocks_as_sizes(headings: list[Heading], columns: Sequence[pl.Series]) -> list[Heading]:
    """Return ``headings`` with that of blocks, buffers or transfers as the size, if cells say so.

    ``bs`` above ``4k`` and ``1m`` is no batch; where several are sizes, none is that of the table.
    """
    if any(heading.name == "size" for heading in headings):
        return headings
    found = [
        place
        for place, (heading, cells) in enumerate(zip(headings, columns, strict=True))
        if heading.unit is None
        and is_text(cells)
        and not _BLOCKS.isdisjoint(words(heading.text))
        and _are_sizes(cells)
    ]
    if len(found) != 1:
        return headings
    place = found[0]
    size = headings[place]._replace(kind="schema", name="size", otherwise=None)
    return [*headings[:place], size, *headings[place + 1 :]]


def _are_sizes(cells: pl.Series) -> bool:
    texts = distinct(cells).drop_nulls().unique().to_list()
    return (
        1 < len(texts) <= _MOST
        and all(map(_SIZE.fullmatch, texts))
        and any(text.strip()[-1:].isalpha() for text in texts)
    )


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
