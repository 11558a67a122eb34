"""IO500's ``result.txt``: a section for each phase, whose score has the unit of its benchmark."""

from __future__ import annotations

from typing import Any

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program
from parsers.programs.templates import number


def _refined(run: FoundRun) -> FoundRun | None:
    """The phase with its score as a rate; one without a score did not run."""
    facts: dict[str, Any] = dict(run.facts)
    score = str(facts.pop("score", "0"))
    if number(score) == 0:
        return None
    metric, unit = ("iops", "kIOPS")
    if str(facts["case"]).startswith("ior-"):
        metric, unit = ("bandwidth", "GiB/s")
    rate = Measurement(metric, number(score), unit, digit=weight_of_last_digit(score))
    return run._replace(facts=facts, measured=[rate, *run.measured], primary=metric)


PROGRAM = Program(
    name="IO500",
    begins=(
        r"^(?:\[run\] *\n(?:procs[^\n]*\n)?)?[Vv]ersion *= *io500-",
        r"^\[ior-easy-write\] *$",
    ),
    ends=r"^\[SCORE\] *$",
    primary="bandwidth iops",
    fields=(r"^[Vv]ersion *= *io500-{version=word}", r"^procs *= *{ranks} *$"),
    rows=(r"^\[(?P<case>[\w-]+)\] *$",),
    results=(
        r"^score *= *(?P<score>\d[\d.]*) *$",
        r"^t_delta *= *{runtime:s} *$",
        r"^;? *ERROR (?P<validity>INVALID)",
    ),
    refined=_refined,
    assumes=("`ior` phases are in GiB/s, all others in kIOPS", "the score of all is left out"),
)
