"""The table that lm-evaluation-harness prints: a task in one row or, with several metrics, in more.

Above it stands what was evaluated; a table without that line is told by the headings of a document.
A cell of a task is empty where it is that of the row above, a group's tasks have a dash before
their names, and an arrow says which way a metric improves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from parsers.headings.directions import Better
from parsers.programs.lm_eval import metric_name, model_of, preferred
from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.templates import number_or_none
from parsers.short_columns.short_texts import as_int

_ARROWS: Final[Mapping[str, Better]] = {"↑": "higher", "↓": "lower"}
_TASKS: Final = ("Tasks", "Task", "Groups")


class _LmEval(Program):
    """The columns are those of its headings; what stands in a row is of the task above it."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return a run for each task, and where the table ends."""
        facts: dict[str, Any] = {}
        for field in self._find("fields", output, output.start, output.end):
            facts |= field.facts
        if "arguments" in facts and (model := model_of(str(facts.pop("arguments")))):
            facts["model"] = model
        rows, end = _table(output)
        runs = list(_runs(output, facts, rows))
        if not runs:
            nothing = FoundRun(output.stream.line_at(output.start), {"benchmark": "lm-eval"})
            runs, end = [self._unfinished(output, nothing)], output.end
        return runs, end


_Row = tuple[int, dict[str, str]]


def _table(output: ProgramOutput) -> tuple[list[_Row], int]:
    """Return the rows with where each begins, by their headings, and where the last one ends."""
    headings: list[str] | None = None
    rows: list[_Row] = []
    end = output.start
    for start, line in output.stream.lines(output.start, output.end):
        cells = [cell.rstrip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            if headings is not None:
                break
            continue
        if headings is None:
            named = [cell.strip() for cell in cells]
            # The arrow stands behind the metric.
            headings = named if "Metric" in named[:-1] else None
        elif set(line) <= set("|-: \t\r\n"):
            pass
        elif len(cells) == len(headings) and line.rstrip().endswith("|"):
            rows.append((start, _named(headings, cells)))
        else:
            break
        end = start + len(line)
    return rows, end


def _named(headings: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by heading; the one behind the metric, which has none, is its arrow.

    Blanks before a task tell how deep in its group it is.
    """
    named = {
        name: cell if name in _TASKS else cell.strip()
        for name, cell in zip(headings, cells, strict=True)
        if name
    }
    return named | {"arrow": cells[headings.index("Metric") + 1].strip()}


def _runs(
    output: ProgramOutput, common: Mapping[str, object], rows: list[_Row]
) -> Iterator[FoundRun]:
    """Yield each task with its metrics; one whose tasks stand below it sums them up."""
    tasks: list[tuple[int, str, dict[str, object], list[Measurement]]] = []
    for start, row in rows:
        value = number_or_none(row.get("Value", ""))
        task = next((row[name] for name in _TASKS if name in row), "")
        if task or not tasks:
            facts: dict[str, object] = {**common, "benchmark": task.lstrip(" -")}
            if (shots := as_int(row.get("n-shot", ""))) is not None:
                facts["num_fewshot"] = shots
            tasks.append((start, task, facts, []))
        if value is not None:
            metric = metric_name(row["Metric"], row.get("Filter", ""))
            tasks[-1][3].append(
                Measurement(
                    metric,
                    value,
                    better=_ARROWS.get(row["arrow"]),
                    digit=weight_of_last_digit(row["Value"]),
                    summary="Groups" in row,
                )
            )
    for place, (start, task, facts, measured) in enumerate(tasks):
        below = tasks[place + 1][1] if place + 1 < len(tasks) else ""
        if _depth(below) > _depth(task):
            measured = [each._replace(summary=True) for each in measured]
        primary = preferred(each.metric for each in measured)
        run = FoundRun(output.stream.line_at(start), facts, measured, primary)
        yield run if measured else run._replace(status="unknown", reason="no metric of this task")


def _depth(task: str) -> int:
    """How far below its group a task is: the dashes and blanks before its name."""
    return len(task) - len(task.lstrip(" -"))


PROGRAM = _LmEval(
    name="lm-eval console",
    begins=(r"^[\w-]+ \([^\n]*\), gen_kwargs: [^\n]*num_fewshot: ",),
    primary="",
    fields=(r"^[\w-]+ \((?P<arguments>[^\n]*)\), gen_kwargs: ",),
    assumes=("standard errors are left out", "groups are summaries of their tasks"),
)
