"""What Python prints of dictionaries and lists -> the values that JSON would have."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from math import isfinite
from typing import Final

from parsers.grammar.words import words
from parsers.headings.resources import NOUNS
from parsers.objects.values import held
from parsers.tables.captions import measured_above

_LONGEST: Final = 1_000_000
"""Characters; longer ones are read into many times their size."""
ASSIGNED: Final = re.compile(
    r"\A(?P<comments>(?:\s*#[^\n]*\n)*)\s*(?P<name>[A-Za-z_]\w*)\s*=\s*(?=[\[{])"
)
"""What stands before a literal in a file with no other code: comments, and its name."""
_NO_NUMBERS: Final = ("nan", "inf")


class _WithoutNoNumbers(ast.NodeTransformer):
    """Puts ``None`` where ``nan`` or ``-inf`` stands, which are names to Python."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(None) if node.id in _NO_NUMBERS else node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        return self.visit_Name(node.operand) if isinstance(node.operand, ast.Name) else node


def parse_python(text: str) -> object | None:
    """Return the dictionary or list that ``text`` spells, with names of members as text.

    A name may stand before it, to which it is assigned. ``None`` for anything else: only literals
    are read, nothing is run.
    """
    assigned = ASSIGNED.match(text)
    if assigned:
        inside = parse_python(text[assigned.end() :])
        said = [*assigned["comments"].replace("#", " ").splitlines(), assigned["name"]]
        return inside if inside is None else _as_said(inside, said)
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]") or len(text) > _LONGEST:
        return None
    try:
        tree = _WithoutNoNumbers().visit(ast.parse(text, mode="eval"))
        return _as_json(ast.literal_eval(tree))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _as_said(value: object, said: Sequence[str]) -> object:
    """``value`` with what is measured and counted in it, where the texts before it say so."""
    measured = measured_above(said)
    counted = [word for text in said for word in words(text) if word in NOUNS and word[-1] == "s"]
    if not isinstance(value, dict) or measured is None or len({*counted}) != 1:
        return value
    return {"axis": counted[0], "metric": measured, said[-1]: value}


def _as_json(value: object) -> object:
    if isinstance(value, dict):
        return {_name(key): _as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    if value is None or isinstance(value, str | bool):
        return value
    raise ValueError(f"not in JSON: {type(value).__name__}")


def _number(value: float) -> float | None:
    """A number that Polars holds; ``1e999`` is none."""
    number = held(value) if isinstance(value, int) else value
    return number if isfinite(number) else None


def _name(key: object) -> str:
    if isinstance(key, tuple):
        return "/".join(map(_name, key))
    if key is None or isinstance(key, str | bool | int | float):
        return str(key)
    raise ValueError(f"not in JSON: {type(key).__name__}")
