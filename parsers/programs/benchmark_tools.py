"""BenchmarkTools of Julia: what ``@benchmark`` shows of a trial, in all of its releases.

https://github.com/JuliaCI/BenchmarkTools.jl: the median is what the package itself compares.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.grammar.units import parse_quantity
from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_TIME: Final = r"\d+(?:\.\d+)? (?:[nµμm]?s|minutes?|hours?)"
_COMMAND: Final = r"julia> @benchmark (?P<case>\S[^\n]*?)(?: +\w+ ?= ?\w+)*(?:;[^\n]*)?"
"""What is measured, without how often and how long."""
_SHOWN: Final = {
    "median": "runtime",
    "mean": "runtime_mean",
    "least": "runtime_min",
    "most": "runtime_max",
    "memory": "memory",
}


def _refined(run: FoundRun) -> FoundRun:
    """The times with the units that stand at them, and what was allocated."""
    facts: dict[str, Any] = dict(run.facts)
    measured = []
    for name, metric in _SHOWN.items():
        text = " ".join(str(facts.pop(name, "")).replace("bytes", "B").split())
        if (found := parse_quantity(text)) is not None:
            measured.append(
                Measurement(metric, *found, digit=weight_of_last_digit(text.partition(" ")[0]))
            )
    return run._replace(facts=facts, measured=measured)


PROGRAM = Program(
    name="BenchmarkTools",
    begins=(r"^(?:julia> @benchmark [^\n]*\n)? *BenchmarkTools\.Trial:",),
    ends=r"^(?:Memory estimate|evals/sample): [^\n]*$",
    is_always_ended=False,
    primary="runtime",
    rows=(
        rf"^(?:{_COMMAND}\n)? *BenchmarkTools\.Trial:[^\n]*\n"
        r"(?:(?!.*BenchmarkTools)[^\n]*\n){0,6}?"
        r" *(?:Time \(median\)|median time|Single result which took)",
    ),
    results=(
        rf"^(?:Time \(median\)|median time): (?P<median>{_TIME})",
        rf"^(?:Time \(mean ± σ\)|mean time): (?P<mean>{_TIME})",
        rf"^Range \(min … max\): (?P<least>{_TIME}) … (?P<most>{_TIME})",
        rf"^minimum time: (?P<least>{_TIME})",
        rf"^maximum time: (?P<most>{_TIME})",
        rf"^Single result which took (?P<median>{_TIME})",
        r"^[Mm]emory estimate: (?P<memory>[\d.]+ (?:[KMGT]iB|bytes))",
    ),
    refined=_refined,
    assumes=("the median is the result",),
)
