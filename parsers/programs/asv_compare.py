"""airspeed velocity: ``asv compare`` and ``asv continuous``, a line for each benchmark.

https://asv.readthedocs.io: the lines stand below ``before after ratio`` with the commits, or, since
release 0.6, in a table drawn with bars. At first names stood before the values.
"""

from __future__ import annotations

import re
from typing import Any, Final

from parsers.grammar.units import parse_quantity
from parsers.programs.asv import kind_of
from parsers.programs.measurements import FoundRun, Measurement
from parsers.programs.program import Program

VALUE: Final = r"(?:n/a|failed|\d[\d.]*(?:e[-+]?\d+)?(?:±\d[\d.]*)?[a-zA-Zμµ]{0,2})"
"""What stands for the result of a benchmark."""
_RATIO: Final = r"~?(?:n/a|\d[\d.]*)"
_SPREAD: Final = re.compile(r"±\d[\d.]*")
_SIDES: Final = ("before", "after")
_BYTES: Final = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}


def _refined(run: FoundRun) -> FoundRun | None:
    """The values of both commits; what neither measured was skipped."""
    facts: dict[str, Any] = dict(run.facts)
    shown = {side: str(facts.pop(side)) for side in _SIDES}
    metric, unit = kind_of(str(facts["benchmark"]))
    measured = [
        Measurement(f"{metric}_{side}", *found)
        for side, text in shown.items()
        if (found := quantity(text, unit)) is not None
    ]
    run = run._replace(facts=facts, measured=measured, primary=f"{metric}_after")
    if shown["after"] == "failed":
        return run._replace(measured=(), status="failed", reason="failed")
    return run if measured else None


def quantity(shown: str, unit: str | None) -> tuple[float, str | None] | None:
    """Return a value as asv prints it and its unit; bytes have prefixes of 1000."""
    text = _SPREAD.sub("", shown)
    if unit == "B":
        factor = _BYTES.get(text[-1:].lower())
        found = parse_quantity(text[:-1] if factor else text)
        return None if found is None else (found[0] * (factor or 1.0), unit)
    return parse_quantity(text)


PROGRAM = Program(
    name="asv compare",
    begins=(
        # Old releases begin the table in the line of the last benchmark.
        r"^(?:\[ *[\d.]+%\] ··· [^\n]* )?before after ratio$",
        r"^BENCHMARK BEFORE AFTER FACTOR$",
        r"^\| *Change *\| *Before\b[^|\n]*\| *After\b[^|\n]*\| *Ratio *\| *Benchmark\b[^|\n]*\|$",
    ),
    primary="runtime_after memory_after value_after",
    fields=(r"^\[(?P<commit_before>[\da-f]{6,40})\] +\[(?P<commit_after>[\da-f]{6,40})\]$",),
    rows=(
        rf"^(?:[-+x!~] +)?(?P<before>{VALUE}) +(?P<after>{VALUE}) +{_RATIO} +{{benchmark=text}}$",
        rf"^{{benchmark=word}} (?P<before>{VALUE}) +(?P<after>{VALUE}) +\d[\d.]*x$",
        rf"^\|[-+x!~ ]*\| *(?P<before>{VALUE}) *\| *(?P<after>{VALUE}) *\| *{_RATIO} *\|"
        r" *(?P<benchmark>[^|\n]*[^|\s]) *\|$",
    ),
    refined=_refined,
    assumes=("a benchmark is a run with the values of both commits; ratios are left out",),
)
