"""A column ``n`` that counts what shares the work: rows get faster with it, as with no size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.meaning.decisions import NOTHING, Decision, Decisions, RowRemark
from parsers.meaning.quantities import Quantity
from parsers.meaning.trend import SCALES, trend_of
from parsers.run_records.records import SCALE

_LETTER: Final = ("n",)
_TIME: Final = "runtime"
_LEAST: Final = 3
"""So many numbers are more than a coincidence."""
_IDEAL: Final = 1.1
"""Twice the count is hardly more than twice as fast."""


def counting_letter(known: Decisions, quantities: Sequence[Quantity]) -> Decision:
    """Take sizes called ``n`` for ranks where nothing else counts and runtimes fall as ``n`` grows.

    A larger problem takes no less time as a whole; the time of each element falls with a size, and
    rates grow with it, so that these tell nothing.
    """
    runtimes = [each for each in quantities if isinstance(each.name, str) and each.name == _TIME]
    owner = known.owners.get("size")
    counted = not known.fields.keys().isdisjoint(SCALE)
    if owner is None or counted or owner.given or owner.heading.role or not runtimes:
        return NOTHING
    sizes = known.fields["size"]
    if words(owner.heading.text) != _LETTER or not sizes.dtype.is_numeric():
        return NOTHING
    numbers = sizes.drop_nulls()
    if numbers.n_unique() < _LEAST or not (numbers == numbers.round()).all():
        return NOTHING
    gains = trend_of(known.columns, runtimes, known.rows).exponents(sizes)
    if not gains or min(gains) < SCALES or max(gains) > _IDEAL:
        return NOTHING
    text = f"`{owner.heading.text}` read as ranks: times fall as it grows"
    return Decision(
        {"ranks": sizes.cast(pl.Int64)},
        renamed={"size": "ranks"},
        remarks=(RowRemark("assumed", text),),
    )
