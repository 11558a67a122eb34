"""SQL conditions made of cells: the rows that have the same values in a column, or all others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from analysis.sql import parse_condition
from analysis.usage import UsageError


def same(column: pl.Series, values: Sequence[Any]) -> str:
    """Return the condition that a row has one of ``values``, null among them or not, in a column.

    Raises ``UsageError`` where SQL has no word for a value.
    """
    name, stated = sql_name(column.name), _literals(column, values)
    parts = [f"{name} IS NULL"] if None in values else []
    if len(stated) == 1:
        parts.insert(0, f"{name} = {stated[0]}")
    elif stated:
        parts.insert(0, f"{name} IN ({', '.join(stated)})")
    return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]


def other(column: pl.Series, values: Sequence[Any]) -> str:
    """Return the condition that a row has none of ``values``: those without a value stay.

    Unless null is one of them. Raises ``UsageError`` where SQL has no word for a value.
    """
    name, stated = sql_name(column.name), _literals(column, values)
    if None in values and not stated:
        return f"{name} IS NOT NULL"
    unlike = (
        f"{name} <> {stated[0]}" if len(stated) == 1 else f"{name} NOT IN ({', '.join(stated)})"
    )
    # Unlike null nothing is: null would be left out by itself.
    keeps_null = None not in values and column.null_count()
    return f"({unlike} OR {name} IS NULL)" if keeps_null else unlike


def joined(condition: str, another: str) -> str:
    """Return the condition that both are true; the first may be empty."""
    if not condition:
        return another
    alone = any(word.lower() == "or" for word in condition.split())
    return f"({condition}) AND {another}" if alone else f"{condition} AND {another}"


def sql_name(name: str) -> str:
    """Return a column's name as SQL has it: with quotes where it would be read as another word."""
    try:
        is_plain = name.isidentifier() and parse_condition(f"{name} = 1").meta.root_names() == [
            name
        ]
    except UsageError:
        is_plain = False
    quoted = name.replace('"', '""')
    return name if is_plain else f'"{quoted}"'


def _literals(column: pl.Series, values: Sequence[Any]) -> list[str]:
    stated = (literal(column.name, value) for value in values if value is not None)
    return list(dict.fromkeys(stated))


def literal(name: str, value: object) -> str:
    """Return a value of the column ``name`` as SQL has it. Raises ``UsageError`` if it has none."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    raise UsageError(f"cannot filter {name} by a cell; & takes a condition")
