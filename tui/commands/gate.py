"""``--fail-on``: the gate of a build, and which rows of a comparison close it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import polars as pl

from analysis.compare.compare import Comparison
from tui.formatting.numbers import plain, scale_for, signed_percent
from tui.options.option_groups import Gate
from tui.terminal.streams import say

_FAILED: Final = 1
"""Exit status: ``--fail-on`` found what it looks for."""
UNANSWERED: Final = 2
"""Exit status: it found nothing, and could not look at all that it is about."""


def gated(offending: Iterable[str]) -> int:
    """Name on stderr what a gate does not let through; return the exit status."""
    status = 0
    for line in offending:
        say(line)
        status = _FAILED
    return status


def offences(comparison: Comparison, gates: Sequence[Gate]) -> Iterator[str]:
    """Yield one line for each row that a gate does not let through.

    A gate is ``regression`` with the size of change from which it counts, ``missing`` (a side
    without a value, also because it failed), ``unclear`` or ``untested``.
    """
    table = comparison.table
    for what, size in gates:
        verdict = pl.col("verdict").cast(pl.String)
        offending = {
            "regression": (verdict == "regressed")
            & (pl.col("delta").abs() >= size).fill_null(True),
            "missing": verdict.is_in(["missing_base", "missing_new", "failed"]),
            "unclear": verdict == "unclear",
            "untested": verdict == "untested",
        }[what]
        for row in table.filter(offending.fill_null(False)).iter_rows(named=True):
            yield f"{what}: {_row(row, comparison.matched)}"


def _row(row: dict[str, Any], matched: Sequence[str]) -> str:
    """Say which row it is, its values on both sides and why its verdict is what it is."""
    named = [f"{name.replace('_', ' ')} {plain(row[name])}" for name in matched if row[name]]
    scale = scale_for(row["unit"], [row["base"], row["new"]])
    values = [scale.quantity(row[side]) or "no value" for side in ("base", "new")]
    change = f" ({signed_percent(row['delta'])})" if row["delta"] is not None else ""
    measured = f"{row['metric'] or 'value'} {values[0]} to {values[1]}{change}"
    return ", ".join([*named, measured, row["reason"]])
