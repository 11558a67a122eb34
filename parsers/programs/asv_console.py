"""airspeed velocity: the values that ``asv run`` prints as it goes, a line for each benchmark.

Grids over parameters, which it prints below a line that says ``ok``, are not read.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.measurements import FoundRun, Measurement
from parsers.programs.asv import kind_of
from parsers.programs.asv_compare import VALUE, quantity
from parsers.programs.program import Program

_BEFORE: Final = r"^\[ *[\d.]+%\] ··· (?:Running +)?(?P<benchmark>[\w.…-]*\w\.\w+(?:\([^\n]*\))?) +"


def _refined(run: FoundRun) -> FoundRun | None:
    facts: dict[str, Any] = dict(run.facts)
    shown = str(facts.pop("shown"))
    metric, unit = kind_of(str(facts["benchmark"]))
    run = run._replace(facts=facts, primary=metric)
    if shown == "failed":
        return run._replace(status="failed", reason=shown)
    found = quantity(shown, unit)
    return None if found is None else run._replace(measured=[Measurement(metric, *found)])


PROGRAM = Program(
    name="asv console",
    begins=(rf"(?:{_BEFORE.replace('?P<benchmark>', '?:')}{VALUE}$\n?)+",),
    primary="runtime memory value",
    rows=(rf"{_BEFORE}(?P<shown>{VALUE})$",),
    refined=_refined,
    assumes=("grids over parameters are not read",),
)
