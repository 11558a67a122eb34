"""pyperf as it prints to a terminal: ``NAME: Mean +- std dev: 283 ns +- 3 ns``."""

from __future__ import annotations

from parsers.programs.measurements import FoundRun, Measurement, last_digit
from parsers.programs.program import Program


def _refined(run: FoundRun) -> FoundRun:
    """The mean, with the unit that stands behind it."""
    facts = dict(run.facts)
    number, unit = str(facts.pop("mean")), str(facts.pop("unit"))
    facts["benchmark"] = facts.pop("named", None) or "timeit"
    measured = Measurement("runtime", float(number), unit, digit=last_digit(number))
    return run._replace(facts=facts, measured=[measured])


PROGRAM = Program(
    name="pyperf console",
    begins=(r"^(?:\S[^\n]*: )?Mean \+- std dev: \d",),
    primary="runtime",
    rows=(
        r"^(?:(?P<named>\S[^\n]*): )?Mean \+- std dev: (?P<mean>\d+(?:\.\d+)?) "
        r"(?P<unit>sec|ms|us|ns) \+- [\d.]+ (?:sec|ms|us|ns)$",
    ),
    refined=_refined,
    assumes=("the value is the mean that it prints",),
)
