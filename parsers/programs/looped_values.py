"""What the loop of a shell runs over: ``n in 1 2 4``, ``{1..8}``, ``((n=1; n<=8; n*=2))``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern

_IN = Pattern(r"(?P<name>\w+)\s+in\s+(?P<values>.*\S)")
_LISTED = Pattern(r"\d+(?:\s+\d+)*")
_BRACES = Pattern(r"\{(?P<first>\d+)\.\.(?P<last>\d+)(?:\.\.(?P<step>\d+))?\}")
_CHOICES = Pattern(r"\{\s*(?P<values>\d+(?:\s*,\s*\d+)+)\s*\}")
_SEQ = Pattern(r"(?:\$\(|`)\s*seq\s+(?P<numbers>\d+(?:\s+\d+){0,2})\s*[)`]")
_COUNTED = Pattern(
    r"\(\(\s*(?P<name>\w+)\s*=\s*(?P<first>\d+)\s*;\s*(?P=name)\s*(?P<until><=?)\s*(?P<last>\d+)\s*;"
    r"\s*(?:(?P=name)\s*(?P<by>[*+])=\s*(?P<step>\d+)|(?P=name)\+\+|\+\+(?P=name)"
    r"|(?P=name)\s*=\s*(?P=name)\s*(?P<by_>[*+])\s*(?P<step_>\d+))\s*\)\)"
)
_MOST: Final = 1_000


class LoopedValues(NamedTuple):
    """The variable of a loop, and its values in turn, as written in commands."""

    name: str
    values: list[str]


def looped_values(over: str) -> LoopedValues | None:
    """Return what a loop sets its variable to; ``None`` where that is no whole numbers."""
    over = over.strip()
    if counted := _COUNTED.fullmatch(over):
        by, step = (
            counted["by"] or counted["by_"] or "+",
            counted["step"] or counted["step_"] or "1",
        )
        last = int(counted["last"]) + (counted["until"] == "<=")
        numbers = _counted(int(counted["first"]), last, by, int(step))
        return LoopedValues(counted["name"], [*map(str, numbers)])
    found = _IN.fullmatch(over)
    values = _values(found["values"]) if found else []
    return LoopedValues(found["name"], values) if found and values else None


def _values(written: str) -> list[str]:
    if _LISTED.fullmatch(written):
        return written.split()
    if choices := _CHOICES.fullmatch(written):
        return [value.strip() for value in choices["values"].split(",")]
    if braces := _BRACES.fullmatch(written):
        first, last, step = int(braces["first"]), int(braces["last"]), int(braces["step"] or 1)
        return [*map(str, _counted(first, last + 1, "+", step))]
    if seq := _SEQ.fullmatch(written):
        numbers = [*map(int, seq["numbers"].split())]
        first = numbers[0] if len(numbers) > 1 else 1
        step = numbers[1] if len(numbers) > 2 else 1
        return [*map(str, _counted(first, numbers[-1] + 1, "+", step))]
    return []


def _counted(first: int, end: int, by: str, step: int) -> Iterator[int]:
    """The numbers from ``first`` on before ``end``; no more than a loop over counts has."""
    number, grows = first, step > (1 if by == "*" else 0)
    for _ in range(_MOST):
        if number >= end or (by == "*" and number == 0):
            return
        yield number
        if not grows:
            return
        number = number * step if by == "*" else number + step
