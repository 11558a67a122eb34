"""A table interpreted as a user says: what is so by itself is left alone, the rest overruled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from parsers.clean import clean
from parsers.grammar.units import parse_unit
from parsers.grammar.words import snake_case
from parsers.headings.markup import plain
from parsers.meaning.interpretation import ColumnRole, Interpretation
from parsers.notes import Note
from parsers.overruling.checked_values import (
    ASIDE,
    COUNTS,
    FACTS,
    PER_NODE,
    STATED,
    is_metric,
)
from parsers.overruling.override import Override, Overrides
from parsers.overruling.overruled_headings import id_name, place_named


def as_told(
    interpret: Callable[[Sequence[Override]], Interpretation],
    headings: Iterable[str],
    overrides: Overrides,
) -> Interpretation:
    """Return what ``interpret`` makes of a table when it is given what has to be overruled.

    That is as little as possible, so that a reading written down and read back is the same: only
    what does not come out as told by itself, or no longer does because of the rest. ``headings``
    are those of the table.
    """
    told = overrides.of("column", "unit")
    written = [(clean(plain(heading)), "") for heading in headings]
    here = {each for each in told if place_named(each.name, written, told) is not None}
    forced: list[Override] = []
    while True:
        found = interpret(forced)
        columns = _columns_told(told, found)
        here.update(columns)
        last_words = _last_words(told, columns)
        broken = [each for each in last_words if not _holds(each, columns.get(each))]
        added = [each for each in broken if each in here and each not in forced]
        if not added:
            break
        forced += added
    vain = tuple(_in_vain(each, found) for each in broken if each in columns)
    return replace(found, met=frozenset(here), notes=(*found.notes, *vain))


def word_for(column: ColumnRole) -> str | None:
    """Return the word for the role that a column has; ``None`` where there is none."""
    match column.use:
        case "measured" | "unused":
            return str(column.use)
        case "scale" | "stated" | "run":
            return column.name if column.name in (*COUNTS, *PER_NODE, *STATED, *FACTS) else None
    if column.name in FACTS:
        return column.name
    if column.name == "stated_scaling":
        return None
    is_renamed = column.name == id_name(column.heading) != snake_case(column.heading)
    return "id" if is_renamed else "parameter"


def _columns_told(told: Sequence[Override], found: Interpretation) -> dict[Override, ColumnRole]:
    """Return the column that each is about, of those that are about one."""
    names = [(column.heading, column.name) for column in found.columns]
    places = {each: place_named(each.name, names, told) for each in told}
    return {each: found.columns[at] for each, at in places.items() if at is not None}


def _last_words(told: Iterable[Override], columns: Mapping[Override, ColumnRole]) -> list[Override]:
    """Return what is told, without what something stronger says of the same column."""
    last: dict[tuple[str, str], Override] = {}
    for each in told:
        heading = columns[each].heading if each in columns else each.name
        last[each.what, heading] = each
    return list(last.values())


def _holds(told: Override, column: ColumnRole | None) -> bool:
    """Whether a column is what is told of it."""
    if column is None:
        return False
    if told.what == "unit":
        return column.unit is not None and parse_unit(column.unit) == parse_unit(told.value)
    role = told.value
    if role in ASIDE:
        return column.use == "unused"
    if role == "measured":
        return column.use == "measured"
    if role in ("parameter", "id"):
        is_id = column.name == id_name(column.heading)
        return column.use == "apart" and column.name not in FACTS and (is_id or role != "id")
    if is_metric(role):
        return column.use == "measured" and column.name.split(" in ")[0] == role
    return column.name == role


def _in_vain(told: Override, found: Interpretation) -> Note:
    what = "in" if told.what == "unit" else "as"
    why = "its cells are none, or another column is that"
    text = f"`{told.name}` cannot be read {what} {told.value} ({told.said}): {why}"
    return Note("skipped", text, found.source, found.line)
