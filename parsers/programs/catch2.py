"""Benchmarks of Catch2 as it prints them: three lines each, of which the first ends with a time."""

from __future__ import annotations

from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_TIME: Final = r"\d+(?:\.\d+)? (?:ns|us|µs|ms|s|m)\b"
_NO_HEADING: Final = r"(?!std dev |mean |benchmark name|-{9}|\.{9}|={9})"
_UNITS: Final = {"µs": "us", "m": "min"}


def _refined(run: FoundRun) -> FoundRun:
    """The mean with the unit behind it, under a name that may be broken over lines."""
    facts = dict(run.facts)
    facts["benchmark"] = " ".join(str(facts["benchmark"]).replace("-\n", "").split())
    number, _, unit = str(facts.pop("mean", "")).partition(" ")
    if not number:
        return run._replace(facts=facts)
    unit = unit.strip()
    mean = Measurement(
        "runtime", float(number), _UNITS.get(unit, unit), digit=weight_of_last_digit(number)
    )
    return run._replace(facts=facts, measured=[mean])


PROGRAM = Program(
    name="Catch2",
    begins=(r"^benchmark name +samples +iterations +est",),
    ends=r"^={70,}$",
    is_always_ended=False,
    primary="runtime",
    rows=(
        rf"^(?P<benchmark>{_NO_HEADING}\S[^\n]{{0,78}}"
        rf"(?:\n(?! ){_NO_HEADING}[^\n]{{1,79}}?){{0,4}}?)"
        rf" {{samples_taken}} {{iterations}} {_TIME} *$",
    ),
    results=(rf"^ *(?P<mean>{_TIME}) +{_TIME} +{_TIME} *\n *{_TIME} +{_TIME} +{_TIME} *$",),
    refined=_refined,
    assumes=("the value is the mean that it prints",),
)
