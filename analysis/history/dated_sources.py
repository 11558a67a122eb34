"""Dates in the names of files and folders: ``stream-2026-03-01.csv``, ``20260301T0215/hpl.out``."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePath
from typing import Final

import polars as pl

_DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T_.-]?(?P<hour>[01]\d|2[0-3])[-:_.h]?(?P<minute>[0-5]\d)(?:[-:_.m]?(?P<second>[0-5]\d))?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?(?!\d)"
)
_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
_MARKS: Final = " ._-/"
_WITH_MARKS: Final = re.compile(rf"[ ._-]*{_DATE.pattern}")
_NAMES: Final = ("benchmark", "label", "case")
UNNAMED: Final = "history"
"""What a benchmark is called of which a file or a folder says nothing but the date."""


def with_dates(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records with ``started`` from the name of their ``source``, where it is missing.

    ``benchmark``, ``label`` and ``case`` of sources with a date in their name lose it: else the
    file of each night would be a benchmark of its own.
    """
    sources = records["source"].cast(pl.String).unique()
    dates = {source: found for source in sources if source and (found := date_of(source))}
    if not dates:
        return records
    source = pl.col("source").cast(pl.String)
    stated = source.replace_strict(dates, default=None, return_dtype=pl.Datetime("us"))
    dated = records.filter(source.is_in(list(dates)))
    return records.with_columns(
        pl.coalesce("started", stated).alias("started"),
        *(
            pl.when(source.is_in(list(dates)))
            .then(pl.col(name).cast(pl.String).replace(_undated(dated, name)))
            .otherwise(pl.col(name).cast(pl.String))
            .alias(name)
            for name in _NAMES
        ),
    )


def date_of(source: str) -> datetime | None:
    """Return the date in the name of a file, else of the nearest of its folders."""
    for part in reversed(PurePath(source).parts):
        for match in _DATE.finditer(part):
            numbers = {name: int(match[name]) for name in _PARTS if match[name]}
            try:
                return datetime(**numbers)  # type: ignore[arg-type]
            except ValueError:
                continue
    return None


def _undated(dated: pl.DataFrame, name: str) -> dict[str, str]:
    """Text -> text without its date; a benchmark that is a date alone is called as its folder."""
    pairs = dated.select(pl.col(name, "source").cast(pl.String)).unique(name).drop_nulls()
    names = {text: without_date(text) for text, _ in pairs.iter_rows()}
    if name == "benchmark":
        for text, source in pairs.iter_rows():
            names[text] = names[text] or without_date(PurePath(source).parent.name) or UNNAMED
    return names


def without_date(text: str) -> str:
    """Return ``text`` without its dates, and without the marks that stood before them."""
    return _WITH_MARKS.sub("", text).strip(_MARKS)
