"""Numbers brought to base units, as near as can be to the decimals that were written."""

from __future__ import annotations

import polars as pl

from parsers.short_columns.short_series import ShortSeries

EXACT = 2.0**53
_NEAR = 2.0**-50
_PLACES = (6, 0)
"""Decimals that a number times a power of ten may have kept; more where they are known."""


def in_base(values: pl.Series, factor: float) -> pl.Series:
    """Return ``values`` (``Float64``) times ``factor``.

    4677 ms are 4.677 s and 17.08 GB are 17080000000 B, where multiplying by 0.001 or 1e9 leaves
    4.6770000000000005 and 17079999999.999998: 1/1000 is no number in binary, but 1000 is one.
    """
    if isinstance(values, ShortSeries):
        return values.each(lambda value: times(value, factor), pl.Float64())
    if inverse := _inverse(factor):
        return _divided(values, inverse)
    scaled = values * factor
    if factor < 10 or factor % 10:
        return scaled
    for places in _PLACES:
        digits = scaled * 10.0**places
        rounded = _divided(digits.round(), 10**places) if places else digits.round()
        same = (digits.abs() < EXACT) & ((rounded - scaled).abs() <= scaled.abs() * _NEAR)
        scaled = rounded.zip_with(same.fill_null(False), scaled)
    return scaled


def _inverse(factor: float) -> int:
    """The whole number that ``factor`` is one over, 0 where it is not."""
    inverse = round(1 / factor) if 0 < factor < 1 else 0
    return inverse if abs(inverse * factor - 1) < 1e-12 else 0


def _divided(values: pl.Series, by: int) -> pl.Series:
    """Divide in earnest: by a scalar, Polars multiplies with its inverse, which is rounded."""
    return values / pl.repeat(float(by), len(values), dtype=pl.Float64, eager=True)


def times(number: float, factor: float) -> float:
    """Return one ``number`` times ``factor``, in the same way."""
    if inverse := _inverse(factor):
        return number / inverse
    scaled = number * factor
    if factor < 10 or factor % 10:
        return scaled
    for places in _PLACES:
        digits = scaled * 10.0**places
        if abs(digits) < EXACT:
            rounded = round(digits) / 10**places
            scaled = rounded if abs(rounded - scaled) <= abs(scaled) * _NEAR else scaled
    return scaled
