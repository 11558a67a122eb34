"""When a stated number is a computed one, rounded to the digits that were written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

_MOST_DIGITS: Final = 12
SLACK: Final = 1e-9
"""Room for the error of binary fractions, as a share of the number."""


def digit(value: str, written: str | None = None, among: Sequence[str] = ()) -> pl.Expr:
    """Return the weight of the last digit of the column ``value``.

    ``written``: the column that says so, where the reader knew; else the digits that the number
    itself has tell. Zeros at the end are among them as far as other numbers of the same column of
    a table have digits there: 100 beside 52 is no rounded 60. The columns ``among`` tell these
    apart; without them no such zero counts.
    """
    number, digits = pl.col(value).abs(), digit_counts(value)
    own = pl.lit(10.0).pow((number.log10() + SLACK).floor() - digits.clip(1) + 1)
    own = pl.when(number == 0).then(1.0).otherwise(own)
    if among:
        finest = own.filter(number > 0).min().over(among)
        own = pl.min_horizontal(own, finest.clip(1.0))
    return own if written is None else pl.coalesce(pl.col(written), own)


def digit_counts(value: str) -> pl.Expr:
    """Return how many digits the numbers of the column ``value`` have without zeros around."""
    # Rounded, so that what binary fractions add does not pass for digits.
    text = pl.col(value).abs().round_sig_figs(_MOST_DIGITS).cast(pl.String)
    mantissa = text.str.extract(r"^([\d.]+)").str.replace(r"\.0$", "")
    return mantissa.str.replace(".", "", literal=True).str.strip_chars("0").str.len_chars()


def agrees(stated: pl.Expr, digit: pl.Expr, computed: pl.Expr) -> pl.Expr:
    """Whether ``computed`` rounds to ``stated``; either way at a half."""
    return (stated - computed).abs() <= digit / 2 + SLACK * stated.abs()


def within(stated: pl.Expr, digit: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """Whether any number from ``low`` to ``high`` rounds to ``stated``."""
    slack = digit / 2 + SLACK * stated.abs()
    return (stated + slack >= low) & (stated - slack <= high)


def cut_off(stated: pl.Expr, digit: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """Whether any number from ``low`` to ``high`` is ``stated`` when the rest is cut off."""
    slack = SLACK * stated.abs()
    return (stated - slack <= high) & (stated + digit + slack >= low)
