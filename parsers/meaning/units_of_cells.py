"""What the units in the cells of a column say of a heading that has none."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.headings.read_heading import Heading, read_heading
from parsers.headings.vocabulary import TIMED
from parsers.tables.cells import Numbers

_ALL: Final = 0.9
"""A fraction that the smallest count reaches at least."""
_MOST_TIMES: Final = 2
"""Where most efficiencies are above this, they are in percent."""
_SCALING = (("scaling",), ("scaling", "factor"), ("scale",), ("relative",), ("scale", "up"))
_OF_IDEAL = tuple(
    (*first, "scaling", *last)
    for first in ((), ("linear",), ("strong",), ("weak",), ("relative",))
    for last in ((), ("%",))
)
_MOST_PERCENT: Final = 130


def with_unit_of_cells(heading: Heading, numbers: Numbers) -> Heading:
    """Return the heading as the unit that all its cells have makes it read.

    ``step`` over ``410 ms`` is a time as ``step (ms)`` is, ``Scaling`` over ``1.9x`` a speedup.
    """
    if heading.role or (heading.unit is not None and heading.unit != "%"):
        return heading
    if heading.unit == "%":
        return _scaled(heading, numbers)
    if numbers.units is None:
        return heading
    units = numbers.units.filter(numbers.values.is_not_null())
    if units.is_empty() or units.null_count() or units.n_unique() != 1:
        return heading
    if heading.kind == "unknown" and units[0] == "x" and words(heading.text) in _SCALING:
        return heading._replace(kind="stated_speedup", name="stated_speedup", better="higher")
    if units[0] == "%":
        return _scaled(heading, numbers)
    if heading.kind in ("parameter", "unknown"):
        timed = read_heading(f"{heading.text} ({units[0]})")
        if timed.kind == "metric" and timed.name in TIMED.values():
            return timed._replace(text=heading.text)
    return heading


def _scaled(heading: Heading, numbers: Numbers) -> Heading:
    """The heading of ``Scaling`` as that of efficiencies, unless it goes on to 190 %."""
    if heading.kind == "schema" or words(heading.text) not in _OF_IDEAL:
        return heading
    if float(str(numbers.values.max() or 0)) > _MOST_PERCENT:
        return heading
    return heading._replace(
        kind="stated_efficiency", name="stated_efficiency", unit=None, better="higher"
    )


def with_percent_of_cells(heading: Heading, written: pl.Series) -> Heading:
    """Return the heading of efficiencies with 0.01 as factor where the numbers are in percent.

    The heading says so, or they are large. Fractions under a heading in percent are what they are:
    nobody states an efficiency of 1 % at the smallest count and less beyond it.
    """
    if _ALL <= float(str(written.max() or 0)) <= _MOST_TIMES:
        return heading._replace(factor=1.0)
    is_percent = heading.unit == "%" or float(str(written.median() or 0)) > _MOST_TIMES
    return heading._replace(factor=0.01) if is_percent else heading
