"""hyperfine: each command with the times of its runs, as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from parsers.objects.json_text import as_list
from parsers.programs.chosen_settings import settings
from parsers.programs.json_program import JsonProgram
from parsers.programs.launched import with_counts_of_command
from parsers.programs.measurements import FoundRun, Measurement


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    """The times that were measured, without those of runs that failed; its mean where none are."""
    command = str(item.get("command") or "")
    parameters = item.get("parameters")
    for name, value in parameters.items() if isinstance(parameters, dict) else ():
        command = _without(command, name, str(value))
    facts = settings(parameters)
    run = run._replace(facts={**run.facts, **facts, "benchmark": command})
    run = with_counts_of_command(run, "benchmark")
    times, codes = item.get("times"), item.get("exit_codes")
    if not isinstance(times, list) or not times:
        return run
    samples = [float(time) for time in times if isinstance(time, (int, float))]
    if isinstance(codes, list) and len(codes) == len(samples):
        samples = [time for time, code in zip(samples, codes, strict=True) if code == 0]
    if not samples:
        failed = next((code for code in as_list(codes) if code != 0), None)
        reason = "killed by a signal" if failed is None else f"exit code {failed}"
        return run._replace(measured=(), status="failed", reason=reason)
    measured = Measurement("runtime", sum(samples) / len(samples), "s", samples=samples)
    others = [each for each in run.measured if each.metric != "runtime"]
    return run._replace(measured=[measured, *others])


def _without(command: str, name: str, value: str) -> str:
    """The command with ``{name}`` for a value, so that its runs with others are the same one."""
    return re.sub(rf"(?<![\w.{{]){re.escape(value)}(?![\w.}}])", f"{{{name}}}", command)


PROGRAM = JsonProgram(
    name="hyperfine",
    keys=("results",),
    primary="runtime",
    runs="results",
    results={
        "runtime": "mean s",
        "user_time": "user s",
        "system_time": "system s",
        "max_rss": "memory_usage_byte B",
    },
    refined=_refined,
    assumes=(
        "the value is the mean of `times`, as hyperfine prints it",
        "times of runs with an exit code other than 0 are left out",
    ),
)
