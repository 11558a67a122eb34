"""Sizes of the groups of parallel training in names and cells: ``TP4 DP2``, ``tp=8, pp=2``."""

from __future__ import annotations

from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern

_KIND: Final = "tp|pp|cp|dp|fsdp|ddp"
"""Tensor, pipeline, context and data parallelism: each device is in one group of each kind."""
_OF_DATA: Final = frozenset({"fsdp", "ddp"})
_SIZE: Final = r"\s*[=:_-]?\s*"
# No pipeline has hundreds of stages: llama.cpp's `pp512` is a prompt of 512 tokens.
_GROUP = Pattern(
    rf"(?i)(?:(?<![a-z])|(?<=\dx))(?!pp{_SIZE}\d{{3}})(?P<kind>{_KIND}){_SIZE}(?P<size>[1-9]\d{{0,4}})"
    rf"(?![0-9.]|(?!x?(?:{_KIND}){_SIZE}\d)[a-z])"
)


class GroupSizes(NamedTuple):
    """The sizes of groups in a text, kind -> size, and the text with ``*`` for them."""

    sizes: dict[str, int]
    template: str


def read_group_sizes(text: str) -> GroupSizes | None:
    """Return the sizes in ``text``, or ``None`` where it has none, or one kind of groups twice.

    Sharded and replicated data parallelism are one kind, ``dp``: of both together nobody knows
    whether one is spread over the other.
    """
    sizes: dict[str, int] = {}
    for match in _GROUP.finditer(text):
        kind = match["kind"].lower()
        kind = "dp" if kind in _OF_DATA else kind
        if kind in sizes:
            return None
        sizes[kind] = int(match["size"])
    return GroupSizes(sizes, _GROUP.sub("*", text)) if sizes else None
