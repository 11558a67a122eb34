"""Inputs whose names differ in their dates: a date says when something ran, and not what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.grammar.dated_names import ANY, date_of, of_any_date, without_date
from parsers.notes import Note
from parsers.short_columns.short_records import Records
from parsers.short_columns.short_series import series_of
from parsers.source import Source

_LEAST_NIGHTS: Final = 3
"""Fewer dated inputs are as likely to be compared."""
_UNNAMED: Final = "history"
"""What a benchmark is called of which a file or a folder says nothing but the date."""


def with_date_of_name(records: Records, source: Source) -> Records:
    """Return the records of an input with ``started`` from its name, where they have none.

    ``benchmark`` and ``case`` lose the date: else each night would be a benchmark of its own.
    """
    date = date_of(source.name)
    if date is None or not records.height:
        return records
    folder = PurePath(source.name).parent.name
    unnamed = without_date(folder) or _UNNAMED
    return records.with_columns(
        started=_with_date(records["started"], date),
        benchmark=_undated(records["benchmark"], unnamed),
        case=_undated(records["case"], None),
    )


def labels_of_nights(sources: Sequence[Source]) -> tuple[dict[int, str], list[Note]]:
    """Return by the place of an input the label that it has in common with other nights.

    Those are inputs of ``_LEAST_NIGHTS`` dates or more whose labels differ in these alone, and that
    the user did not name. The remarks say which were joined.
    """
    families: dict[str, dict[int, datetime]] = {}
    for place, source in enumerate(sources):
        date = date_of(source.label)
        if date is not None and source.is_named_after_file:
            families.setdefault(of_any_date(source.label), {})[place] = date
    labels: dict[int, str] = {}
    notes = []
    for label, dates in families.items():
        nights = len(set(dates.values()))
        if nights >= _LEAST_NIGHTS and ANY in label:
            labels |= dict.fromkeys(dates, label)
            text = (
                f"{len(dates)} files of {nights} dates read as one benchmark over time;"
                " name them (a=FILE b=FILE) to keep them apart"
            )
            notes.append(Note("assumed", text, label))
    return labels, notes


def _with_date(started: pl.Series, date: datetime) -> pl.Series:
    return pl.Series("started", started.to_list(), dtype=pl.Datetime("us")).fill_null(date)


def _undated(texts: pl.Series, unnamed: str | None) -> pl.Series:
    new = {text: without_date(text) or unnamed for text in texts.unique() if text}
    if all(text == undated for text, undated in new.items()):
        return texts
    return series_of([new.get(text, text) for text in texts])
