"""Criterion.rs as it prints to a terminal: the estimate of a time between its bounds."""

from __future__ import annotations

from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_QUANTITY: Final = r"\d+(?:\.\d+)? [^\s\[\]]+"
_BETWEEN: Final = rf"\[{_QUANTITY} (?P<%s>{_QUANTITY}) {_QUANTITY}\]"
_NAME: Final = r"^(?:Benchmarking (?=[^\n]*:\n))?(?P<benchmark>(?!Benchmarking )\S[^\n]*?)"
_TIME: Final = _NAME + r"(?:[^\S\n]*|:)\n?[^\S\n]+time: " + _BETWEEN % "time"
"""What stands in a terminal over a name that it was too long for reaches to its end."""


def _refined(run: FoundRun) -> FoundRun | None:
    """The quantities that the patterns found as text, since each has a unit of its own."""
    facts = dict(run.facts)
    measured = [
        Measurement(metric, *_quantity(str(text)))
        for name, metric in (("time", "runtime"), ("thrpt", "throughput"))
        if (text := facts.pop(name, None)) is not None
    ]
    return run._replace(facts=facts, measured=[each for each in measured if each.value is not None])


def _quantity(text: str) -> tuple[float | None, str]:
    number, _, unit = text.partition(" ")
    return float(number) if weight_of_last_digit(number) is not None else None, unit


PROGRAM = Program(
    name="Criterion.rs",
    begins=(r"^Benchmarking (?P<benchmark>[^\n:]+(?:::[^\n:]+)*)$", _TIME),
    primary="runtime",
    fields=(r"^Benchmarking (?P<benchmark>[^\n:]+(?:::[^\n:]+)*)$",),
    results=(r"^[^\S\n]+thrpt: " + _BETWEEN % "thrpt",),
    rows=(_TIME,),
    refined=_refined,
)
