"""What a result line itself says of its run: ``gpus=4``, ``[4 GPUs]``, ``global batch size: 8``."""

from __future__ import annotations

from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.training.counters import Span

_PARTS: Final = {
    "devices": r"gpus|devices|accelerators|tpus",
    "nodes": r"nodes|hosts",
    "ranks": r"ranks|procs|processes|world[ _]?size",
}
_ANY: Final = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_COUNTED = Pattern(
    rf"(?i)(?<![\w/-])(?:n|num|number(?:[ _]of)?|total)?[ _]?(?:{_ANY})\s*[=:]\s*"
    r"(?P<count>[1-9]\d{0,5})(?![\w.,:/-]*\d)"
)
_BRACKETED = Pattern(
    rf"(?i)\[\s*(?P<count>[1-9]\d{{0,5}})[ -]?(?:{_ANY.replace('s|', 's?|')})\s*\]"
)
_BATCH = Pattern(
    r"(?i)\b(?:global[ _]?batch(?:[ _]?size)?|gbs)\s*[:= ]\s*(?P<size>\d{1,9})(?![\d.])"
)


class LineCount(NamedTuple):
    """A count of ``part``, a schema column, and where in the line its digits stand."""

    part: str
    at: Span


def find_count(text: str) -> LineCount | None:
    """Return what a line counts of the machine that its run was on, if anything."""
    found = _COUNTED.search(text) or _BRACKETED.search(text)
    if found is None:
        return None
    part = next(name for name in _PARTS if found[name])
    return LineCount(part, found.span("count"))


def find_batch(text: str) -> Span | None:
    """Return where the digits of the batch of all devices stand that a line names, if it does."""
    found = _BATCH.search(text)
    return None if found is None else found.span("size")
