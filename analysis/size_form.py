"""In which unit the sizes of a table are: bytes with prefixes of 1024 or of 1000, or what else."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

import polars as pl

_BYTES: Final = re.compile(
    r"(?:[kmgtpe]?i?b|(?:kilo|mega|giga|tera|kibi|mebi|gibi)?bytes?|[kmg])", re.I
)
_BINARY: Final = re.compile(r"(?:[kmgtpe]ib|(?:kibi|mebi|gibi)bytes?|[kmg])", re.I)
_PLAIN: Final = re.compile(r"b|bytes?", re.I)
Prefixes = Literal[1024, 1000]


class SizeForm(NamedTuple):
    """The unit of sizes: bytes, where ``other`` is null, with the prefixes they are written in.

    ``prefixes``: of a step of 1024 or 1000 where the source has such. ``is_stated``: whether the
    source says that sizes are bytes.
    """

    other: str | None = None
    prefixes: Prefixes | None = None
    is_stated: bool = False


def size_form(records: pl.DataFrame) -> SizeForm:
    """Return the form of the sizes of ``records``; bytes that nobody stated where none is."""
    units = records["size_unit"].drop_nulls().unique(maintain_order=True).to_list()
    other = next((unit for unit in units if not _BYTES.fullmatch(unit)), None)
    if other is not None:
        return SizeForm(other, is_stated=True)
    if any(_BINARY.fullmatch(unit) for unit in units):
        return SizeForm(prefixes=1024, is_stated=True)
    if any(not _PLAIN.fullmatch(unit) for unit in units):
        return SizeForm(prefixes=1000, is_stated=True)
    return SizeForm(is_stated=bool(units))
