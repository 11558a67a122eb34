"""ReFrame's performance logs: a header and a line for each test, or a line for each variable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from parsers.notes import Note, and_more
from parsers.programs.chosen_settings import setting
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.reframe_case import HASH, WHERE, Variable, as_run, count
from parsers.reader import Reading
from parsers.source import Source

_INFO: Final = (
    re.compile(r"(?P<name>.+) on (?P<system>[^\s:]+):(?P<partition>\S+) using (?P<environ>\S+)"),
    re.compile(rf"(?P<name>\S.*?){HASH} @{WHERE}"),  # since release 3.10
)
_OWN: Final = ("job_completion_time", "check_job_completion_time")
_VARIABLE: Final = re.compile(r"(?P<name>[^=|]+)=(?P<value>[-+\d.eE]+|nan|inf|None|null)\Z")
_HEADING: Final = re.compile(r"\w*\[(?P<unit>[^\[\]]+)\]")
"""What some tests have for a unit: the heading of the program's column, ``t[usec]``."""
_REFERENCE: Final = re.compile(
    r"\s*ref=(?P<reference>\S+) \(l=(?P<lower>[^,]*), u=(?P<upper>[^)]*)\)"
)
_OF_VARIABLE: Final = ("ref=", "lower=", "upper=", "units=", "unit=")
_OF_JOB: Final = (
    *("jobid=", "num_tasks=", "num_tasks_per_node=", "num_cpus_per_task=", "num_gpus_per_node="),
)
_ENVIRONMENT: Final = ("variables=", "env_vars=")
"""Fields of the environment of a job, which may hold keys."""


def _read(source: Source) -> Reading | None:
    runs, odd = _wide(source) if _is_header(source.lines[0]) else _long(source)
    if not runs:
        return None
    shown = [run for run in runs if run.measured or run.status]
    notes = []
    if without := len(runs) - len(shown):
        text = f"{without} of {len(runs)} tests passed without a performance variable"
        notes.append(Note("info", text, source.name))
    if odd:
        text = f"line is not of this performance log{and_more(len(odd))}"
        notes.append(Note("skipped", text, source.name, odd[0]))
    return as_reading(source, shown, notes)


PROGRAM = FileProgram(
    name="ReFrame performance log",
    primary="",
    read=_read,
    assumes=(
        "the first performance variable of a test is what it is for",
        "lines with the same test, time and job are one run",
    ),
)


def _is_header(line: str) -> bool:
    names = set(re.split(r"[|,]", line))
    values = [name.removesuffix("value") for name in names if name.endswith("_value")]
    has_variables = any(f"{name}unit" in names for name in values)
    return (has_variables or names >= {"jobid", "result"}) and not names.isdisjoint(_OWN)


def _wide(source: Source) -> tuple[list[FoundRun], list[int]]:
    """The runs below headers, of which a file may have several."""
    runs, odd, names = [], [], list[str]()
    separator = "|" if "|" in source.lines[0] else ","
    for number, line in enumerate(source.lines, start=1):
        cells = line.split(separator)
        if _is_header(line):
            names = [name.removeprefix("check_") for name in cells]
        elif len(cells) == len(names):
            row = {
                name: None if cell in ("null", "None", "") else cell
                for name, cell in zip(names, cells, strict=True)
            }
            runs.append(_run(source, number, row))
        elif line.strip():
            odd.append(number)
    return runs, odd


def _run(source: Source, number: int, row: Mapping[str, str | None]) -> FoundRun:
    both = (row.get("system:partition") or "").partition(":")
    facts = {
        "system": row.get("system") or both[0] or None,
        "partition": row.get("partition") or both[2] or None,
        "environ": row.get("environ"),
        "ranks": count(row.get("num_tasks")),
        "ranks_per_node": count(row.get("num_tasks_per_node")),
        "threads": count(row.get("num_cpus_per_task")),
        "devices_per_node": count(row.get("num_gpus_per_node")),
        "hosts": row.get("job_nodelist"),
        "started": _time(row.get("job_submit_time"), row.get("job_completion_time")),
    }
    variables = [
        Variable(
            name.removesuffix("_value"),
            real(row[name]),
            row.get(name.removesuffix("value") + "unit"),
            _bound(row, name, "lower"),
            _bound(row, name, "upper"),
            row.get(name.removesuffix("value") + "ref"),
        )
        for name in row
        if name.endswith("_value")
    ]
    name = row.get("display_name") or row.get("name") or row.get("info") or source.stem
    return as_run(name, facts, variables, line=number, result=row.get("result"))


def _bound(row: Mapping[str, str | None], name: str, side: str) -> str | None:
    """A threshold of a variable, whose column has a longer name since release 4.3."""
    column = f"{name.removesuffix('value')}{side}"
    return row.get(f"{column}_thres") or row.get(column)


def _long(source: Source) -> tuple[list[FoundRun], list[int]]:
    """The runs of lines that have one variable each."""
    found: dict[tuple[str, ...], tuple[int, dict[str, Any], list[Variable]]] = {}
    odd: list[int] = []
    again: dict[tuple[str, ...], int] = {}
    units: set[tuple[int, str, str | None]] = set()
    for number, line in enumerate(source.lines, start=1):
        if not line.strip() or line.startswith(_OWN):
            continue
        fields = [field.strip() for field in line.split("|")]
        read = _line(fields)
        if read is None:
            odd.append(number)
            continue
        run, facts, variables = read
        unit = (len(fields), variables[-1].name, variables[-1].unit)
        if number == len(source.lines) and unit not in units:
            # Without an end of its own, a line may end within its unit: `GB` of `GB/s`.
            odd.append(number)
            continue
        units.add(unit)
        key = (*run, str(again.get(run, 0)))
        names = {each.name for each in variables}
        if key in found and any(each.name in names for each in found[key][2]):
            again[run] = again.get(run, 0) + 1
            key = (*run, str(again[run]))
        found.setdefault(key, (number, facts, []))[2].extend(variables)
    runs = [
        as_run(str(facts.pop("name")), facts, variables, line=number)
        for number, facts, variables in found.values()
    ]
    return runs, odd


def _line(fields: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any], list[Variable]] | None:
    """What makes a line part of a run, the facts of the run, and the variables of the line."""
    info = next(filter(None, (form.fullmatch(each) for each in fields for form in _INFO)), None)
    starts = [
        place
        for place, field in enumerate(fields)
        if _VARIABLE.match(field) and not field.startswith((*_OF_JOB, *_OF_VARIABLE))
    ]
    # A tag `num_nodes=2` behind the variable looks like another, but has no reference.
    starts = starts[:1] + [place for place in starts[1:] if "ref=" in "|".join(fields[place:][:3])]
    if info is None or not starts:
        return None
    job = next((field for field in fields if field.startswith("jobid=")), "")
    told = [field for place, field in enumerate(fields) if place not in starts]
    facts: dict[str, Any] = {
        **info.groupdict(),
        "started": _time(None, fields[0]),
        **_tags(told),
    }
    ends = [*starts[1:], len(fields)]
    variables = [_variable(fields[at:end]) for at, end in zip(starts, ends, strict=True)]
    return (fields[0], job, info[0]), facts, variables


def _variable(fields: Sequence[str]) -> Variable:
    """The variable of the first field, with what the fields behind it say of it."""
    variable = _VARIABLE.match(fields[0])
    assert variable is not None
    said = dict(each.split("=", 1) for each in fields[1:] if each.startswith(_OF_VARIABLE))
    bounds = next(filter(None, map(_REFERENCE.match, fields)), None)
    found: dict[str, object] = {
        "reference": said.get("ref"),
        "lower": said.get("lower"),
        "upper": said.get("upper"),
        **({} if bounds is None else bounds.groupdict()),
    }
    unit = said.get("units") or said.get("unit") or _unit(fields[1:])
    return Variable(variable["name"], real(variable["value"]), unit, **found)


def _unit(fields: Sequence[str]) -> str | None:
    """The unit: the field beside the value or beside its reference."""
    for field in fields[:2]:
        if field and "=" not in field and " " not in field:
            heading = _HEADING.fullmatch(field)
            return field if heading is None else heading["unit"]
    return None


def _tags(fields: Sequence[str]) -> dict[str, object]:
    """The tags ``num_nodes=2,num_procs=64`` of a test, as facts."""
    facts: dict[str, object] = {}
    for field in fields:
        if field.startswith(("jobid=", *_OF_VARIABLE, *_ENVIRONMENT)):
            continue
        for tag in field.split(","):
            name, is_set, value = tag.strip().partition("=")
            if is_set and name.isidentifier():
                facts |= setting(name, value)
    return facts


def _time(epoch: str | None, written: str | None) -> datetime | None:
    """When a test was submitted, or else when it was done; UTC where that is known."""
    try:
        if epoch is not None:
            return datetime.fromtimestamp(float(epoch), UTC).replace(tzinfo=None)
        time = datetime.fromisoformat(written or "")
    except (ValueError, OverflowError, OSError):
        return None
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
