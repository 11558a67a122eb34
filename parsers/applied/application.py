"""An interpretation applied to its table: records, and nothing decided any more."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from parsers.applied.assembly import records_of_rows
from parsers.applied.progress_records import records_of_steps
from parsers.guard import guarded
from parsers.meaning.interpretation import Interpretation
from parsers.notes import Note
from parsers.run_records.records import ROLE, empty
from parsers.short_columns.short_records import Records, to_frame
from parsers.source import Source


class Applied(NamedTuple):
    """An interpretation, and the records that it gives."""

    interpretation: Interpretation
    records: Records


def applied(interpretation: Interpretation, source: Source) -> Applied:
    """Return an interpretation with its records; one that fails costs itself, and says so."""
    return guarded(
        "reading a table",
        lambda: Applied(interpretation, records_of(interpretation, source)),
        lambda why: Applied(_failed(interpretation, why), empty()),
    )


def _failed(interpretation: Interpretation, why: str) -> Interpretation:
    source, line = interpretation.source, interpretation.line
    return Interpretation(source, line, use="skipped", notes=(Note("error", why, source, line),))


def records_of(interpretation: Interpretation, source: Source) -> Records:
    """Return the records of one table, none where it is skipped."""
    rows = interpretation.rows
    if rows is None:
        return empty()
    if rows.along is None:
        records = records_of_rows(rows, source)
    else:
        records = records_of_steps(rows, rows.along, source)
    if interpretation.use != "summary" and interpretation.case is None:
        return records
    return _beside_others(to_frame(records), interpretation)


def _beside_others(records: pl.DataFrame, interpretation: Interpretation) -> pl.DataFrame:
    """The records as those of a table that is something to others of its document."""
    if interpretation.use == "summary":
        names = (
            pl.lit(text, records.schema[name]).alias(name)
            for name, text in interpretation.names.items()
        )
        records = records.with_columns(pl.lit("summary", ROLE).alias("role"), *names)
    if interpretation.case is None:
        return records
    parts = [pl.col("case").cast(pl.String), pl.lit(interpretation.case)]
    return records.with_columns(
        pl.concat_str(parts, separator=" / ", ignore_nulls=True).alias("case")
    )
