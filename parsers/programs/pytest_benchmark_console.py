"""pytest-benchmark as it prints to a terminal, with whichever columns were chosen."""

from __future__ import annotations

import re
from typing import Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program
from parsers.programs.templates import number_or_none

_RANK: Final = re.compile(r" \((?:>?[\d.,]+|inf|nan)\)")
_OF_RUN: Final = re.compile(r"(?P<name>.+) \((?P<saved>NOW|\d{4}_\w+)\)\Z")
_COLUMNS: Final = {
    "Mean": "runtime",
    "Median": "runtime_median",
    "Min": "runtime_min",
    "Max": "runtime_max",
}


def _refined(run: FoundRun) -> FoundRun | None:
    """The row with its cells below the headings, without the ranks in brackets."""
    facts = dict(run.facts)
    headings = re.split(r"  +", str(facts.pop("headings", "")).strip())
    unit, cells = str(facts.pop("unit", "s")), _RANK.sub("", str(facts.pop("cells"))).split()
    if len(cells) != len(headings):
        return None
    match = _OF_RUN.match(str(facts["benchmark"]))
    facts |= match.groupdict() if match else {}
    facts["benchmark"] = facts.pop("name", facts["benchmark"])
    measured = [
        Measurement(_COLUMNS[heading], value, unit, digit=weight_of_last_digit(cell))
        for heading, cell in zip(headings, cells, strict=True)
        if heading in _COLUMNS and (value := number_or_none(cell)) is not None
    ]
    return run._replace(facts=facts, measured=measured, primary=_primary(measured))


def _primary(measured: list[Measurement]) -> str:
    found = [each.metric for each in measured]
    return next((name for name in _COLUMNS.values() if name in found), "runtime")


PROGRAM = Program(
    name="pytest-benchmark",
    begins=(r"^ *Name \(time in (?:ns|us|ms|s)\) ",),
    ends=r"^(?! *Name \(time in ) *[^-\s][^\n]*\n *-{10,}$",
    primary="runtime runtime_median runtime_min runtime_max",
    fields=(r"^ *Name \(time in (?P<unit>ns|us|ms|s)\) +(?P<headings>\S[^\n]*)$",),
    rows=(
        r"^ *(?P<benchmark>\S[^\n]*?)\x20{2,}"
        r"(?P<cells>\d[\d.,]*(?: \([^)\n]*\))?(?: [^\n]*)?)(?=\n)",
    ),
    refined=_refined,
    assumes=("the mean is the value, or else the median or the least time that is shown",),
)
