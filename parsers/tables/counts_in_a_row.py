"""Headings over two rows, of which the upper one says what the numbers of the lower one count."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.grammar.words import words
from parsers.headings.resources import read_count


def counts_in_a_row(outer: Sequence[str], inner: Sequence[str]) -> tuple[str, ...]:
    """Return ``code``, ``nodes=1``, ``nodes=2`` of ``| | Nodes | |`` over ``| code | 1 | 2 |``.

    Empty where the rows are no such headings. The upper one has the noun alone, over the first of
    the numbers, which grow, and one of them the name of the first column.
    """
    if len(outer) != len(inner) or len(inner) < 3 or bool(outer[0]) == bool(inner[0]):
        return ()
    counted = read_count(words(outer[1])) if grow(inner[1:]) and not any(outer[2:]) else None
    name = outer[0] or inner[0]
    return () if counted is None else (name, *(f"{counted.noun}s={n}" for n in inner[1:]))


def grow(fields: Sequence[str]) -> bool:
    """Return whether fields are whole numbers, each larger than the one before."""
    if not all(field.isdecimal() and len(field) < 7 for field in fields):
        return False
    numbers = [int(field) for field in fields]
    return numbers == sorted(set(numbers))
