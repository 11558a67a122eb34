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
from parsers.programs.reframe_case import Variable, as_run, count
from parsers.reader import Reading
from parsers.source import Source

_INFO: Final = re.compile(
    r"(?P<name>.+) on (?P<system>[^\s:]+):(?P<partition>\S+) using (?P<env>\S+)"
)
_OWN: Final = ("job_completion_time", "check_job_completion_time")
_VARIABLE: Final = re.compile(r"(?P<name>[^=|]+)=(?P<value>[-+\d.eE]+|nan|inf|None|null)\Z")
_HEADING: Final = re.compile(r"\w*\[(?P<unit>[^\[\]]+)\]")
"""What some tests have for a unit: the heading of the program's column, ``t[usec]``."""
_REFERENCE: Final = re.compile(
    r"\s*ref=(?P<reference>\S+) \(l=(?P<lower>[^,]*), u=(?P<upper>[^)]*)\)"
)


def _read(source: Source) -> Reading | None:
    runs, odd = _wide(source) if _is_header(source.lines[0]) else _long(source)
    if not runs:
        return None
    notes = []
    if odd:
        text = f"line is not of this performance log{and_more(len(odd))}"
        notes.append(Note("skipped", text, source.name, odd[0]))
    return as_reading(source, runs, notes)


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
    return any(f"{name}unit" in names for name in values) and not names.isdisjoint(_OWN)


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
            row.get(name.removesuffix("value") + "lower_thres"),
            row.get(name.removesuffix("value") + "upper_thres"),
            row.get(name.removesuffix("value") + "ref"),
        )
        for name in row
        if name.endswith("_value")
    ]
    name = row.get("display_name") or row.get("name") or row.get("info") or source.stem
    return as_run(name, facts, variables, line=number, result=row.get("result"))


def _long(source: Source) -> tuple[list[FoundRun], list[int]]:
    """The runs of lines that have one variable each."""
    found: dict[tuple[str, ...], tuple[int, dict[str, Any], list[Variable]]] = {}
    odd: list[int] = []
    again: dict[tuple[str, ...], int] = {}
    units: set[tuple[int, str, str | None]] = set()
    for number, line in enumerate(source.lines, start=1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split("|")]
        read = _line(fields)
        if read is None:
            odd.append(number)
            continue
        run, facts, variable = read
        unit = (len(fields), variable.name, variable.unit)
        if number == len(source.lines) and unit not in units:
            # Without an end of its own, a line may end within its unit: `GB` of `GB/s`.
            odd.append(number)
            continue
        units.add(unit)
        key = (*run, str(again.get(run, 0)))
        if key in found and any(each.name == variable.name for each in found[key][2]):
            again[run] = again.get(run, 0) + 1
            key = (*run, str(again[run]))
        found.setdefault(key, (number, facts, []))[2].append(variable)
    runs = [
        as_run(str(facts.pop("name")), facts, variables, line=number)
        for number, facts, variables in found.values()
    ]
    return runs, odd


def _line(fields: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any], Variable] | None:
    """What makes a line part of a run, the facts of the run, and the variable of the line."""
    info = next(filter(None, map(_INFO.fullmatch, fields)), None)
    at = next(
        (
            place
            for place, field in enumerate(fields)
            if _VARIABLE.match(field) and not field.startswith(("jobid=", "ref=", "num_tasks="))
        ),
        None,
    )
    if info is None or at is None:
        return None
    job = next((field for field in fields if field.startswith("jobid=")), "")
    facts: dict[str, Any] = {
        "name": info["name"],
        "system": info["system"],
        "partition": info["partition"],
        "environ": info["env"],
        "started": _time(None, fields[0]),
        **_tags(fields[at + 1 :]),
    }
    variable = _VARIABLE.match(fields[at])
    assert variable is not None
    bounds = next(filter(None, map(_REFERENCE.match, fields)), None)
    found = {} if bounds is None else bounds.groupdict()
    named = Variable(variable["name"], real(variable["value"]), _unit(fields[at + 1 :]), **found)
    return (fields[0], job, info[0]), facts, named


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
        if _REFERENCE.match(field):
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
