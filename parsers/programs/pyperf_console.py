"""pyperf as it prints to a terminal: ``NAME: Mean +- std dev: 283 ns +- 3 ns``.

Where it compares two files, each has its mean: ``[old] 4.07 us +- 0.41 us -> [new] 2.48 us``.
"""

from __future__ import annotations

from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, last_digit
from parsers.programs.program import Program

_NAMED: Final = r"^(?:(?P<named>\S[^\n]*?): )?Mean \+- std dev: "
_MEAN: Final = r"(?P<mean>\d+(?:\.\d+)?) (?P<unit>sec|ms|us|ns) \+- [\d.]+ (?:sec|ms|us|ns)"
_OF_A_FILE: Final = rf"\[(?P<file>[^\]\n]+)\] {_MEAN}"
_OF_ANOTHER: Final = r"\[[^\]\n]+\] [\d.]+ [a-z]+ \+- [\d.]+ [a-z]+"


def _refined(run: FoundRun) -> FoundRun:
    """The mean, with the unit that stands behind it."""
    facts = dict(run.facts)
    number, unit = str(facts.pop("mean")), str(facts.pop("unit"))
    facts["benchmark"] = facts.pop("named", None) or "timeit"
    measured = Measurement("runtime", float(number), unit, digit=last_digit(number))
    return run._replace(facts=facts, measured=[measured])


PROGRAM = Program(
    name="pyperf console",
    begins=(r"^(?:\S[^\n]*: )?Mean \+- std dev: (?:\d|\[[^\]\n]+\] \d)",),
    primary="runtime",
    rows=(
        rf"{_NAMED}{_MEAN}$",
        rf"{_NAMED}{_OF_A_FILE} -> {_OF_ANOTHER}: ",
        rf"{_NAMED}{_OF_ANOTHER} -> {_OF_A_FILE}: ",
    ),
    refined=_refined,
    assumes=("the value is the mean that it prints",),
)
