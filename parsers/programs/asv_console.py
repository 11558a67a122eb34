"""airspeed velocity: the values that ``asv run`` prints as it goes, a line for each benchmark.

Below those that have parameters stands a grid (``asv_grids``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from parsers.programs.asv import kind_of
from parsers.programs.asv_compare import VALUE, quantity
from parsers.programs.asv_grids import GRID_BEGINS, grid_cells
from parsers.programs.measurements import FoundRun, Measurement
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.templates import TemplateMatch

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


class _AsvConsole(Program):
    """The lines, and the values of the grids between them."""

    def _rows(self, output: ProgramOutput) -> Iterator[tuple[TemplateMatch, str | None]]:
        yield from super()._rows(output)
        for cell in grid_cells(output.stream.text, output.start, output.end):
            yield cell, None


PROGRAM = _AsvConsole(
    name="asv console",
    begins=(
        rf"(?:{_BEFORE.replace('?P<benchmark>', '?:')}{VALUE}$\n?)+",
        GRID_BEGINS.replace("?P<benchmark>", "?:"),
    ),
    primary="runtime memory value",
    rows=(rf"{_BEFORE}(?P<shown>{VALUE})$",),
    refined=_refined,
    assumes=("a value of a grid is a run with its parameters",),
)
