"""pyperf as it prints to a terminal: ``NAME: Mean +- std dev: 283 ns +- 3 ns``.

Where it compares two files, each has its mean: ``[old] 4.07 us +- 0.41 us -> [new] 2.48 us``.
pyperformance has the name in a line of its own, ``### 2to3 ###``, and no names of the files.
"""

from __future__ import annotations

from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_NAMED: Final = (
    r"^(?:(?P<named>(?!###)\S[^\n]*?): |### (?P<titled>[^\n]+?) ###\n *)?Mean \+- std dev: "
)
_MEAN: Final = r"(?P<mean>\d+(?:\.\d+)?) (?P<unit>sec|ms|us|ns) \+- [\d.]+ (?:sec|ms|us|ns)"
_OF_A_FILE: Final = rf"\[(?P<file>[^\]\n]+)\] {_MEAN}"
_ANOTHER: Final = r"[\d.]+ [a-z]+ \+- [\d.]+ [a-z]+"
_OF_ANOTHER: Final = rf"\[[^\]\n]+\] {_ANOTHER}"
_UNNAMED: Final = ("baseline", "changed")
"""The files in the order in which pyperformance is given them."""


def _refined(run: FoundRun) -> FoundRun:
    """The mean, with the unit that stands behind it."""
    facts = dict(run.facts)
    number, unit = str(facts.pop("mean")), str(facts.pop("unit"))
    titled = facts.pop("titled", None)
    facts["benchmark"] = facts.pop("named", None) or titled or "timeit"
    unnamed = next((name for name in _UNNAMED if name in facts), None)
    if unnamed is not None:
        facts["file"] = unnamed
        del facts[unnamed]
    measured = Measurement("runtime", float(number), unit, digit=weight_of_last_digit(number))
    return run._replace(facts=facts, measured=[measured])


PROGRAM = Program(
    name="pyperf console",
    begins=(r"^(?:(?!###)\S[^\n]*: |### [^\n]+ ###\n *)?Mean \+- std dev: (?:\d|\[[^\]\n]+\] \d)",),
    primary="runtime",
    rows=(
        rf"{_NAMED}{_MEAN}(?! ->|[^\s])",
        rf"{_NAMED}(?P<baseline>){_MEAN} -> {_ANOTHER}: ",
        rf"{_NAMED}(?P<changed>){_ANOTHER} -> {_MEAN}: ",
        rf"{_NAMED}{_OF_A_FILE} -> {_OF_ANOTHER}: ",
        rf"{_NAMED}{_OF_ANOTHER} -> {_OF_A_FILE}: ",
    ),
    refined=_refined,
    assumes=("the value is the mean that it prints",),
)
