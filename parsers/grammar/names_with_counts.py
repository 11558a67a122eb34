"""Names of several runs of one thing, each with its count in it: ``scal4``, ``solve[4]``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from parsers.grammar.name_counts import read_name
from parsers.grammar.patterns import Pattern

Names = Sequence[str | None]
_AT_END = Pattern(r"(?<![\d.])0*(?P<count>\d+)(?P<behind>[A-Za-z]?|[)\]])\Z")
"""``scal4``, ``solve[4]``, ``solve-4t``."""
_LEAST: Final = 2


def with_field_for_count(names: Names, counts: Names, field: str) -> list[str | None]:
    """Return ``names`` with ``{field}`` for the count that all names of a kind have in them.

    They have it at their end or call it what it is (``llama-8gpus``), and differ in it.
    """
    kinds: defaultdict[str, dict[int, str | None]] = defaultdict(dict)
    readings = {name: _readings(name or "") for name in {*names}}
    for row, (name, count) in enumerate(zip(names, counts, strict=True)):
        for kind, written in readings[name]:
            kinds[kind][row] = count if written == count else None
    found = list(names)
    for kind, rows in kinds.items():
        if None not in rows.values() and len({*rows.values()}) >= _LEAST:
            for row in rows:
                found[row] = kind.replace("*", f"{{{field}}}")
    return found


def _readings(name: str) -> list[tuple[str, str]]:
    """What a name is without a number that may count, and that number."""
    found = []
    if end := _AT_END.search(name):
        found.append((f"{name[: end.start()]}*{end['behind']}", end["count"]))
    called = read_name(name)
    if called and len(called.counts) == 1:
        (count,) = called.counts.values()
        found.append((called.template, f"{count}"))
    return found
