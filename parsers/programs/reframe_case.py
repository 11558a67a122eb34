"""A test case of ReFrame: its name with parameters, where it ran, and its performance variables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from parsers.grammar.hostlists import count_hosts
from parsers.headings.directions import Better, better
from parsers.programs.chosen_settings import setting
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, Measurement
from parsers.short_columns.short_texts import as_int

HASH: Final = r"(?: +/[0-9a-f]{6,10})?"
WHERE: Final = r"(?P<system>[\w.-]+):(?P<partition>[\w.-]+)[+:](?P<environ>[\w.+-]+)"
"""Behind the name of a test: the hash of its parameters, and ``@`` where it ran."""
_PARAMETER: Final = re.compile(r"%([\w.]+)=(.*?)(?= +[%~/]|$)")
_GOOD: Final = ("pass", "success", "xfail", "xpass")


class Variable(NamedTuple):
    """A performance variable: what was measured, its reference and the bounds around it.

    ``lower`` and ``upper``: how far it may be off, as fractions of the reference, null where
    nothing bounds it on that side.
    """

    name: str
    value: float | None
    unit: str | None = None
    lower: object = None
    upper: object = None
    reference: object = None


def as_run(
    name: str,
    facts: Mapping[str, Any],
    variables: Iterable[Variable],
    *,
    line: int | None = None,
    result: str | None = None,
    reason: str | None = None,
) -> FoundRun:
    """Return the run of a test case called ``name`` (``StreamTest %nt=2``).

    A test whose numbers miss their reference has measured them: it counts as having run.
    """
    measured = [_measured(each) for each in variables if each.value is not None]
    is_good = result is None or result in _GOOD or bool(measured)
    return FoundRun(
        line,
        {**_machine(facts), **_named(name)},
        measured,
        measured[0].metric if measured else None,
        None if is_good else "failed",
        None if is_good else reason or result,
    )


def count(value: object) -> int | None:
    """Return a number of something that there is at least one of."""
    number = as_int(str(value))
    return number if number is not None and 0 < number < 2**31 else None


def _machine(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Where a test ran: its nodes are counted by its tasks on each, or else by its hosts."""
    ranks, each, hosts = facts.get("ranks"), facts.get("ranks_per_node"), facts.get("hosts")
    nodes = -(-ranks // each) if ranks and each else count_hosts(hosts or "")
    return {"nodes": nodes, **{name: value for name, value in facts.items() if value is not None}}


def _named(name: str) -> dict[str, object]:
    own = re.split(r" [%~/@]", name, maxsplit=1)[0].strip()
    facts: dict[str, object] = {"benchmark": own or name}
    for match in _PARAMETER.finditer(name):
        facts |= setting(match[1], match[2])
    return facts


def _measured(variable: Variable) -> Measurement:
    return Measurement(
        variable.name,
        variable.value,
        variable.unit or None,
        better=_direction(variable),
        bounds=_bounds(variable),
    )


def _bounds(variable: Variable) -> tuple[float, float | None, float | None] | None:
    """Return reference, smallest and largest value; none where nothing is expected.

    A reference of 0 is ReFrame's word for none. Thresholds are shares of the reference's size.
    """
    reference = real(variable.reference)
    if not reference or not math.isfinite(reference):
        return None
    offs = [real(each) if _is_bound(each) else None for each in (variable.lower, variable.upper)]
    low, high = (None if off is None else reference + off * abs(reference) for off in offs)
    return reference, low, high


def _direction(variable: Variable) -> Better | None:
    """Which way is better: by name and unit, or else by the only bound that there is."""
    if known := better(variable.name, variable.unit):
        return known
    has_lower, has_upper = _is_bound(variable.lower), _is_bound(variable.upper)
    if has_lower == has_upper:
        return None
    return "higher" if has_lower else "lower"


def _is_bound(value: object) -> bool:
    return value is not None and str(value).lower() not in ("", "none", "null", "-inf", "inf")
