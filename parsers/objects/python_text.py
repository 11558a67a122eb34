"""What Python prints of dictionaries and lists -> the values that JSON would have."""

from __future__ import annotations

import ast
from math import isfinite
from typing import Final

_LONGEST: Final = 1_000_000
"""Characters; longer ones are read into many times their size."""
_LARGEST: Final = 10**18
_NO_NUMBERS: Final = ("nan", "inf")


class _WithoutNoNumbers(ast.NodeTransformer):
    """Puts ``None`` where ``nan`` or ``-inf`` stands, which are names to Python."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(None) if node.id in _NO_NUMBERS else node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        return self.visit_Name(node.operand) if isinstance(node.operand, ast.Name) else node


def parse_python(text: str) -> object | None:
    """Return the dictionary or list that ``text`` spells, with names of members as text.

    ``None`` for anything else: only literals are read, nothing is run.
    """
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]") or len(text) > _LONGEST:
        return None
    try:
        tree = _WithoutNoNumbers().visit(ast.parse(text, mode="eval"))
        return _as_json(ast.literal_eval(tree))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


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
    if isinstance(value, int) and abs(value) < _LARGEST:
        return value
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None


def _name(key: object) -> str:
    if isinstance(key, tuple):
        return "/".join(map(_name, key))
    if key is None or isinstance(key, str | bool | int | float):
        return str(key)
    raise ValueError(f"not in JSON: {type(key).__name__}")
