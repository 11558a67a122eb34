"""What ReFrame prints of its tests while they run, and the report of their performance below.

Since release 4 the variables of a test stand below it; before, in the report alone. Where both
are, they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.reframe_case import HASH, WHERE, Variable, as_run, count
from parsers.programs.templates import number_or_none

_DONE: Final = r"\[ +(?P<result>OK|FAIL) \] +\( *\d+/ *\d+\) +"
_TEST: Final = Pattern(
    rf" *{_DONE}(?P<name>\S(?:.*?\S)?){HASH}"
    rf"(?: +@{WHERE}| +on +(?P<place>\S+) +using +(?P<tools>\S+)(?: .*)?)? *\Z"
)
_REPORT: Final = "PERFORMANCE REPORT"
_REPORTED: Final = Pattern(rf" *\[(?P<name>\S(?:.*?\S)?){HASH} +@{WHERE}\] *\Z")
_NAMED: Final = Pattern(r" *(?P<name>[A-Za-z_][^:=*|]*?(?: %[\w.]+=\S.*?)?) *\Z")
_PLACE: Final = Pattern(r" *- (?P<system>[\w.-]+):(?P<partition>[\w.-]+) *\Z")
_TOOLS: Final = Pattern(r" +- (?P<environ>[\w.+-]+) *\Z")
_TASKS: Final = Pattern(r" *(?:\* +)?num_tasks: (?P<ranks>\d+) *\Z")
_VARIABLE: Final = Pattern(
    r" *(?P<mark>P:|[*-]) +(?P<name>[^:\s][^:]*): +(?P<value>[-+]?[\d.]\S*)"
    r"(?: +(?P<unit>[^\s(]\S*))?"
    r"(?: +\(r: ?(?P<reference>[^\s,)]+)[^,l]*,? +l: ?(?P<lower>[^\s,)]+),?"
    r" +u: ?(?P<upper>[^\s,)]+)\))? *\Z"
)
_WHY: Final = Pattern(r" *==> test (?P<reason>failed during '\w+')")
_FINISHED: Final = Pattern(r"all spawned checks have finished|\] Finished on ")
_SHARE: Final = re.compile(r"(?P<number>[-+]?[\d.]+)%\Z")


@dataclass
class _Case:
    line: int
    name: str
    facts: dict[str, object]
    result: str | None = None
    reason: str | None = None
    variables: list[Variable] = field(default_factory=list)

    @property
    def place(self) -> list[object]:
        """Where it ran."""
        return [self.facts.get(name) for name in ("system", "partition", "environ")]

    def run(self) -> FoundRun:
        how = {"result": self.result, "reason": self.reason}
        return as_run(self.name, self.facts, self.variables, line=self.line, **how)


class _ReFrame(Program):
    """Tests that are no benchmarks have no variables, and are left out unless they failed."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return a run for each test, and where its output ends."""
        shown = list(_cases(output))
        cases = [each for each in shown if each.variables and each.result is not None]
        cases = cases or [each for each in shown if each.variables]
        measured = [(each.name, each.place) for each in cases]
        cases += [
            each
            for each in shown
            if each.result == "fail" and (each.name, each.place) not in measured
        ]
        runs = [each.run() for each in cases]
        # Whoever copies lines of tests that ended leaves out how all of them began.
        first = next(output.stream.lines(output.start, output.end), (0, ""))[1]
        is_part = _TEST.match(first) is not None
        is_finished = _FINISHED.search(output.stream.text, output.start, output.end)
        if not runs and not is_part and not is_finished:
            nothing = FoundRun(output.stream.line_at(output.start), {"benchmark": self.name})
            runs = [self._unfinished(output, nothing)]
        return runs, output.end


def _cases(output: ProgramOutput) -> Iterator[_Case]:
    """Yield the tests as they were printed: those of the report have no result."""
    case: _Case | None = None
    above: dict[str, object] = {}
    name, is_report = "", False
    for start, line in output.stream.lines(output.start, output.end):
        at = output.stream.line_at(start)
        is_report = is_report or line.strip() == _REPORT
        if test := _TEST.match(line):
            yield from [case] if case else []
            case = _Case(at, test["name"], _place(test.groupdict()), test["result"].lower())
        elif is_report and (test := _REPORTED.match(line)):
            yield from [case] if case else []
            case = _Case(at, test["name"], _place(test.groupdict()))
        elif is_report and (place := _PLACE.match(line)):
            above = place.groupdict()
        elif is_report and (tools := _TOOLS.match(line)):
            yield from [case] if case else []
            case = _Case(at, name, {**above, **tools.groupdict()})
        elif case and (why := _WHY.match(line)):
            case.reason = why["reason"]
        elif case and (tasks := _TASKS.match(line)):
            case.facts["ranks"] = count(tasks["ranks"])
        elif case and (found := _VARIABLE.match(line)) and is_report is (found["mark"] != "P:"):
            case.variables.append(_variable(found.groupdict()))
        elif is_report and (named := _NAMED.match(line)):
            name = named["name"]
    yield from [case] if case else []


def _place(found: Mapping[str, str | None]) -> dict[str, object]:
    """Where a test ran; before release 4 with words between the system and its environment."""
    if place := found.get("place"):
        system, _, partition = place.partition(":")
        return {"system": system, "partition": partition or None, "environ": found["tools"]}
    return {name: found.get(name) for name in ("system", "partition", "environ")}


def _variable(found: Mapping[str, str | None]) -> Variable:
    lower, upper = (_bound(found[name]) for name in ("lower", "upper"))
    value = number_or_none(str(found["value"]))
    reference = number_or_none(found["reference"] or "")
    return Variable(str(found["name"]), value, found["unit"], lower, upper, reference)


def _bound(text: str | None) -> object:
    """A threshold as a fraction: the report of release 4 has it in per cent."""
    share = _SHARE.match(text or "")
    if share:
        return float(share["number"]) / 100
    return None if text is None or "inf" in text else number_or_none(text)


PROGRAM = _ReFrame(
    name="ReFrame console",
    begins=(
        r"^\[ReFrame Setup\]",
        rf"^{_DONE.replace('?P<result>', '?:').replace(' +', ' *')}",
        rf"^{_REPORT} *$",
    ),
    primary="",
    assumes=("tests without performance variables are left out, unless they failed",),
)
