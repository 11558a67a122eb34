"""Names of the types of columns, in several languages and databases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.grammar.patterns import Pattern

_TYPE = Pattern(
    r"<(?:int|dbl|num|chr|fct|ord|lgl|date|dttm|time|cplx|list|str)>|[uif]\d{1,3}|"
    r"u?int(?:eger)?\d*|(?:big|huge|small|tiny)int|float\d*|double|dbl|real|"
    r"numeric|decimal(?:\(\d+,\s*\d+\))?|number|str|string\d*|varchar|text|char|chr|fct|object|"
    r"bool(?:ean)?|lgl|any|date(?:time)?|timestamp|cat(?:egory|egorical)?",
    re.IGNORECASE,
)


def are_types(cells: Sequence[str]) -> bool:
    """Return whether all ``cells`` name a type: ``i64``, ``<dbl>``, ``Float64?``, ``varchar``."""
    return bool(cells) and all(_TYPE.fullmatch(cell.strip().rstrip("?")) for cell in cells)
