"""Times that a simulation reached, beside those that the machine took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.grammar.serial_program import SERIAL_WORDS
from parsers.grammar.words import words
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.run_records.records import SCALE

_NAME: Final = "simulated_time"
_REFERENCE: Final = SERIAL_WORDS | {"baseline", "reference"}
"""The time of one run that stands beside all of the others by its name."""
_DIGITS: Final = 4
"""Significant digits of a number that two measurements do not agree in by chance."""
_SHARE: Final = 0.9


def simulated_times(measured: Sequence[Column], fields: Fields) -> list[Column]:
    """Return those of the ``measured`` times that are the same on every count.

    No machine takes exactly as long on another count; beside a time or rate that is not the same,
    such a time is where the simulation was. One alone is left as it is.
    """
    if len(measured) < 2:
        return []
    counted = [fields[name] for name in SCALE if name in fields]
    varying = [counts for counts in counted if counts.n_unique() > 1]
    if not varying:
        return []
    same = [
        column
        for column in measured
        if _is_same_on_all(column, varying[0]) and _REFERENCE.isdisjoint(words(column.heading.text))
    ]
    others = [column for column in measured if column not in same]
    return same if any(each.heading.kind in ("metric", "unknown") for each in others) else []


def as_simulated(column: Column) -> Column:
    """Return a column of such times under a name of their own."""
    heading = column.heading
    named = heading._replace(name=_NAME, better=None, qualifier=heading.text)
    return replace(column, heading=named)


def said_of_simulated(same: Sequence[Column]) -> Decision:
    """Return what is told of such times."""
    texts = (
        f"`{column.heading.text}` is the same on every count: not what the machine took"
        for column in same
    )
    return (
        Decision(remarks=tuple(RowRemark("assumed", text) for text in texts)) if same else NOTHING
    )


def _is_same_on_all(column: Column, counts: pl.Series) -> bool:
    """Whether nearly all values of a time come again, digit for digit, on another count."""
    if not column.heading.is_time or column.heading.statistic or column.numbers is None:
        return False
    values = column.numbers.values.cast(pl.Float64)
    if bool((values == values.round_sig_figs(_DIGITS - 1)).fill_null(True).all()):
        return False
    frame = pl.DataFrame([values.alias("value"), counts.alias("count")]).drop_nulls()
    again = frame.select(pl.col("count").n_unique().over("value") > 1).to_series()
    return bool(len(again)) and int(again.sum()) >= _SHARE * len(again)
