"""hyperfine as it prints to a terminal."""

from __future__ import annotations

from typing import Final

from parsers.programs.launched import with_counts_of_command
from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program

_UNIT: Final = r"(?:µs|us|ms|s|min)"
_NAMES: Final = ("runtime", "user_time", "system_time", "runtime_min", "runtime_max")


def _time(name: str) -> str:
    return rf"(?P<{name}>\d+(?:\.\d+)? {_UNIT})"


def _refined(run: FoundRun) -> FoundRun:
    """The times of a benchmark, each with the unit that stands behind it."""
    facts, measured = dict(run.facts), []
    for name in _NAMES:
        number, _, unit = str(facts.pop(name, "")).partition(" ")
        if number and unit:
            measured.append(
                Measurement(name, float(number), unit.strip(), digit=weight_of_last_digit(number))
            )
    run = run._replace(facts=facts, measured=measured)
    return with_counts_of_command(run, "benchmark")


PROGRAM = Program(
    name="hyperfine console",
    begins=(r"^(?:Benchmark #?\d+: {_=text} *\n *)?Time \((?:mean|abs) [^\n]*\[User: ",),
    primary="runtime",
    rows=(
        r"^(?:Benchmark #?\d+: {benchmark=text} *\n *)?Time \((?:mean|abs)[^)\n]*\): *"
        + _time("runtime")
        + r"(?: *± *\d+(?:\.\d+)? "
        + _UNIT
        + r")? *\[User: *"
        + _time("user_time")
        + ", System: *"
        + _time("system_time")
        + r"\]",
    ),
    results=(r"^ *Range \([^)\n]*\): *" + _time("runtime_min") + " … *" + _time("runtime_max"),),
    refined=_refined,
    assumes=("the value is the mean that it prints",),
)
