"""Cells that count nodes of several kinds: ``2 CPU nodes``, ``1 GPU node (4x A100)``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern

_NODES = Pattern(
    r"(?i)(?P<nodes>\d{1,6})\s*(?:[x×*]\s*)?(?P<kind>[a-z][\w.+-]*(?: [\w.+-]+)?)[ -]nodes?"
    r"(?:\s*\((?P<inside>[^()]+)\))?"
)
_COUNT = Pattern(r"\A\d+\s+(?=[^\W\d])")
"""A count before its noun; the number of a model stands behind its name."""
_NO_KINDS: Final = frozenset({"compute", "cluster", "worker", "server", "mpi"}) | {
    *("k", "m", "g", "b", "thousand", "million", "billion")
}
"""Of ``1M nodes`` there are a million: those of a graph or a mesh."""


class _Cell(NamedTuple):
    nodes: str
    kind: str
    inside: str


def kinds_of_nodes(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return ``nodes`` and ``device`` of each of the ``texts``; none where one counts no nodes.

    What is in brackets may be said once and is meant of all nodes of the kind; where only a
    count changes (``128 cores``, ``256 cores``) it counts again what the nodes do.
    """
    cells = {text: cell for text in texts if (cell := _cell(text))}
    if len(cells) < len(texts):
        return {}
    of_kind: dict[str, set[str]] = {}
    for cell in cells.values():
        of_kind.setdefault(cell.kind.lower(), set()).update(filter(None, [cell.inside]))
    return {
        text: {"nodes": cell.nodes, "device": _device(cell, of_kind[cell.kind.lower()])}
        for text, cell in cells.items()
    }


def _cell(text: str) -> _Cell | None:
    found = _NODES.fullmatch(text.strip())
    if found is None or found["kind"].lower() in _NO_KINDS:
        return None
    return _Cell(found["nodes"], found["kind"], (found["inside"] or "").strip())


def _device(cell: _Cell, insides: set[str]) -> str:
    """The kind as all its cells say it, or each with brackets of its own."""
    if len(insides) == 1:
        return f"{cell.kind} ({next(iter(insides))})"
    follows = len({_COUNT.sub("", inside) for inside in insides}) == 1
    return cell.kind if follows or not cell.inside else f"{cell.kind} ({cell.inside})"
