"""The folder that each run was read from, as sides are: ``old/`` and ``new/``."""

from __future__ import annotations

from os.path import commonpath
from pathlib import PurePath
from typing import Final

import polars as pl

FOLDER: Final = "folder"
"""A column that sides are told apart by, which no record has."""


def with_folder(records: pl.DataFrame) -> pl.DataFrame:
    """Return records with the first of their folders that is not that of all of them.

    Without such a column where there is one folder, where each holds one input, and where the
    records have a parameter of this name.
    """
    sources = records["source"].drop_nulls().unique()
    if FOLDER in records.columns or len(sources) < 2 or not sources.str.contains("/").any():
        return records
    parents = {source: PurePath(source).parent for source in sources.to_list()}
    if len({parent.is_absolute() for parent in parents.values()}) > 1:
        return records
    common = PurePath(commonpath([str(parent) for parent in parents.values()]) or ".")
    below = {source: parent.relative_to(common).parts for source, parent in parents.items()}
    names = {source: parts[0] if parts else "." for source, parts in below.items()}
    distinct = len({*names.values()})
    if not 1 < distinct < records["label"].n_unique():
        return records
    return records.with_columns(
        pl.col("source").cast(pl.String).replace_strict(names, default=None).alias(FOLDER)
    )
