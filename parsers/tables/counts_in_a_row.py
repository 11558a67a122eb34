"""Headings over two rows, of which the upper one says what the numbers of the lower one count."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.grammar.words import words
from parsers.headings.resources import read_count


def counts_in_a_row(outer: Sequence[str], inner: Sequence[str]) -> tuple[str, ...]:
    """Return ``code``, ``nodes=1``, ``nodes=2`` of ``| | Nodes | |`` over ``| code | 1 | 2 |``.

    Empty where the rows are no such headings. The upper one has the noun alone, over the first of
    the numbers, which grow; before it one of them has the name of each column.
    """
    first = next((place for place, text in enumerate(inner) if text.isdecimal()), 0)
    named = list(zip(outer[:first], inner[:first], strict=False))
    if len(outer) != len(inner) or len(inner) < first + 2 or not named:
        return ()
    if not all(bool(above) != bool(below) for above, below in named):
        return ()
    if any(outer[first + 1 :]) or not grow(inner[first:]):
        return ()
    counted = read_count(words(outer[first]))
    if counted is None:
        return ()
    names = (above or below for above, below in named)
    return (*names, *(f"{counted.noun}s={number}" for number in inner[first:]))


def grow(fields: Sequence[str]) -> bool:
    """Return whether fields are whole numbers, each larger than the one before."""
    if not all(field.isdecimal() and len(field) < 7 for field in fields):
        return False
    numbers = [int(field) for field in fields]
    return numbers == sorted(set(numbers))
