"""The headings of a table, where a user says what some of them mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from parsers.grammar.units import parse_unit
from parsers.grammar.words import snake_case
from parsers.headings.heading import Heading, beside_schema
from parsers.headings.parts import Scope
from parsers.headings.read_heading import read_heading
from parsers.overruling.checked_values import ASIDE, PER_NODE, STATED, is_metric
from parsers.overruling.override import Override

_SCOPES: Final[dict[str, Scope]] = {"devices": "total", "devices_per_node": "per_node"}


def place_named(
    name: str, headings: Sequence[tuple[str, str]], told: Iterable[Override] = ()
) -> int | None:
    """Return the place of the heading that ``name`` means, the most literal way that fits one.

    As it is written, in other letters or signs, or by the name under which it is read, which stands
    second. A heading that something else ``told`` calls as it is written is not meant loosely.
    """
    plain = snake_case(name)
    literal = {each.name for each in told} - {name}
    ways = (
        [at for at, (text, _) in enumerate(headings) if text == name],
        [at for at, (text, _) in enumerate(headings) if snake_case(text) == plain],
        [at for at, (_, field) in enumerate(headings) if field.split(" in ")[0] == plain],
    )
    for places in ways:
        for at in places:
            if headings[at][0] not in literal:
                return at
    return None


def overruled(headings: Sequence[Heading], told: Sequence[Override]) -> list[Heading]:
    """Return the headings with what is ``told`` of them, the last word on each."""
    settled = list(headings)
    names = names_of(headings) if told else []
    for each in told:
        at = place_named(each.name, names, told)
        if at is not None:
            change = _in_unit if each.what == "unit" else _in_role
            settled[at] = change(settled[at], each.value)._replace(overruled=str(each.said))
    return settled


def names_of(headings: Iterable[Heading]) -> list[tuple[str, str]]:
    """Return each heading as it is written, and the name under which it is read."""
    return [(heading.text, heading.name) for heading in headings]


def _in_unit(heading: Heading, written: str) -> Heading:
    unit = parse_unit(written)
    assert unit is not None
    return heading._replace(unit=unit.base, factor=unit.factor, written=written)


def _in_role(heading: Heading, role: str) -> Heading:
    heading = heading._replace(otherwise=None, scope=None, role=role)
    own = beside_schema(snake_case(heading.text)) or "column"
    if role in ASIDE:
        return heading._replace(kind="remark", name=own)
    if role == "measured":
        is_metric_already = heading.kind in ("metric", "statistic")
        return heading if is_metric_already else heading._replace(kind="metric", name=own)
    if role == "parameter":
        return heading._replace(kind="parameter", name=own)
    if role == "id":
        return heading._replace(kind="parameter", name=id_name(heading.text))
    if role in STATED:
        return read_heading(role)._replace(
            text=heading.text, role=role, unit=heading.unit, factor=heading.factor
        )
    if role in PER_NODE:
        return heading._replace(kind="parameter", name=role)
    if is_metric(role):
        better = read_heading(role).better or heading.better
        return heading._replace(kind="metric", name=role, better=better)
    return heading._replace(kind="schema", name=role, scope=_SCOPES.get(role))


def id_name(text: str) -> str:
    """Return what a column of ids is called: ``rank_id``."""
    name = snake_case(text)
    return name if name.endswith("_id") else f"{name}_id"
