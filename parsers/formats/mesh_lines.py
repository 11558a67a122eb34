"""Nodes of a mesh, which an output names beside its elements: no part of a machine."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.grammar.patterns import Pattern

_OF_MESH = Pattern(
    r"(?i).*\b(?:elements|cells|faces|edges|vertices|triangles|tetrahedra|hexahedra|dofs)\b"
    r"\s*(?:[:=]|\.{3,}|\s)\s*\d[\d,]*\s*"
)
_NODES = Pattern(r"(?i)\bnodes\b(?=\s*(?:[:=]|\.{3,}|\s)\s*\d)")


def without_mesh_nodes(lines: Sequence[str]) -> Sequence[str]:
    """Return ``lines`` with nodes that stand next to elements, cells or the like named as such."""
    of_mesh = {place for place, line in enumerate(lines) if _OF_MESH.fullmatch(line)}
    if not of_mesh:
        return lines
    return [
        _NODES.sub("mesh nodes", line) if of_mesh & {place - 1, place + 1} else line
        for place, line in enumerate(lines)
    ]
