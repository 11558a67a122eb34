"""A column ``N`` that counts what shares the work: rows get faster with it, as with no size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.meaning.decisions import NOTHING, Decision, Decisions, RowRemark
from parsers.meaning.node_levels import PER_NODE
from parsers.meaning.quantities import Quantity
from parsers.meaning.trend import SCALES, trend_of
from parsers.run_records.records import SCALE

_LETTER: Final = ("n",)
_COUNTS: Final = frozenset((*SCALE, *PER_NODE))
_TIME: Final = "runtime"
_LEAST: Final = 3
"""So many numbers are more than a coincidence."""
_IDEAL: Final = 1.1
"""Twice the count is hardly more than twice as fast."""


def counting_letter(known: Decisions, quantities: Sequence[Quantity]) -> Decision:
    """Take sizes called ``N`` for a count where runtimes fall as ``N`` grows.

    A larger problem takes no less time as a whole; the time of each element falls with a size, and
    rates grow with it, so that these tell nothing. Where nothing else counts, it counts ranks; else
    nodes, if all other counts are the same everywhere, as those of a node, or so many times ``N``.
    """
    runtimes = [each for each in quantities if isinstance(each.name, str) and each.name == _TIME]
    owner = known.owners.get("size")
    if owner is None or owner.given or owner.heading.role or not runtimes:
        return NOTHING
    sizes = known.fields["size"]
    if words(owner.heading.text) != _LETTER or not sizes.dtype.is_numeric():
        return NOTHING
    numbers = sizes.drop_nulls()
    if numbers.n_unique() < _LEAST or not (numbers == numbers.round()).all():
        return NOTHING
    counted = [values for name, values in known.fields.items() if name in _COUNTS]
    if "nodes" in known.fields or not all(_are_of_nodes(values, sizes) for values in counted):
        return NOTHING
    name = "nodes" if counted else "ranks"
    gains = trend_of(known.columns, runtimes, known.rows).exponents(sizes)
    if not gains or min(gains) < SCALES or max(gains) > _IDEAL:
        return NOTHING
    text = f"`{owner.heading.text}` read as {name}: times fall as it grows"
    return Decision(
        {name: sizes.cast(pl.Int64)},
        renamed={"size": name},
        remarks=(RowRemark("assumed", text),),
    )


def _are_of_nodes(values: pl.Series, nodes: pl.Series) -> bool:
    """Whether counts are those of one node in each row, or those of all its ``nodes`` together."""
    if values.null_count() or nodes.null_count():
        return False
    shares = values.cast(pl.Float64) / nodes
    return values.n_unique() == 1 or (shares.n_unique() == 1 and bool(shares[0] > 1))
