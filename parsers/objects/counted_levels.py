"""Objects inside objects whose names count: ``{"WRF": {"1_node": {"runtime": [64.5, 64.7]}}}``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from parsers.grammar.name_counts import read_name
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.precisions import is_precision
from parsers.grammar.units import dimensions, parse_quantity
from parsers.headings.heading import MEASURED, SET_BEFORE
from parsers.headings.read_heading import read_heading
from parsers.objects.counts_as_names import double, get_faster, names_as_numbers
from parsers.objects.values import Object, is_number, is_plain, without_secrets
from parsers.run_records.records import SCALE
from parsers.tables.numbered_headings import count_named_above

COUNTS: Final = "np"
"""The heading of counts by which runs are named; what they count nothing says."""
_BY = Pattern(r"(?i)[_\s-]+(?:by|over|vs|versus|across)[_\s-]+")
_DEEPEST: Final = 5
_VALUES: Final = " "
"""Under which stands the heading of what is measured, where a text beside the counts says it."""
_AXES: Final = ("axis", "x", "over", "scale", "counts")
"""Members that name what the numbers below count: ``"axis": "nodes"``."""
SAID_OF_VALUES: Final = frozenset((*_AXES, "metric", "unit"))
"""Members that say what numbers beside them are, and nothing of what ran."""
_SAID: Final = (*SET_BEFORE, *MEASURED)
_ROUND: Final = " _-/,.:;@"
"""Between a count in a name and what else it says: ``1gpu/bs64``."""
_OF_PATH: Final = "/"
_LEVEL: Final = "  "
"""Under which stands the heading of a level with several, until it is that of what is inside."""
_NAMED: Final = ("benchmark", "case")
"""What the names of the levels are, from the outside; there are no more."""


def _below_axis(whole: Object) -> tuple[Object, Object]:
    """What counts inside ``whole``, and what is said around it.

    That is the one object in it, if its own name counts, or that under ``axis`` beside it; what is
    measured there, ``metric`` and ``unit`` may name.
    """
    inside = [name for name, value in whole.items() if isinstance(value, dict)]
    texts = {name: value for name, value in whole.items() if isinstance(value, str)}
    if len(inside) != 1 or not texts or any(map(_is_result, whole.values())):
        return whole, {}
    axis = next((texts[name] for name in _AXES if name in texts), inside[0])
    said = {_VALUES: heading_of_values(texts.get("metric"), texts.get("unit"))}
    if (counted := axes_named(axis)[0]) is not None:
        return whole[inside[0]], {"": counted, **said}
    return (whole, {}) if said[_VALUES] == "value" else (whole[inside[0]], said)


def heading_of_values(metric: str | None, unit: str | None) -> str:
    """Return what stands above values of a metric in a unit, of which one may be unstated."""
    if metric is None and unit and dimensions(unit) == ("time",):
        metric = "time"
    if metric is None or not unit:
        return metric or unit or "value"
    return f"{metric} ({unit})"


def counted_rows(whole: Object) -> list[Object]:
    """Return a row for each innermost object or number, where a level around all of them counts.

    A level counts by names such as ``4_nodes`` and ``gpus=2``, or by numbers below the name of what
    they are: ``{"nodes": {"1": ..., "2": ...}}``, ``{"batch": {"32": ...}}``; by numbers alone
    where each is the double of the last and times fall with them. The other levels name what ran,
    or what was measured of it. Empty where no level counts, or objects are nested otherwise. Paths
    as names, ``bert/4gpu/throughput``, are levels as well.
    """
    return _counted_rows(whole) or _counted_rows(_nested(whole))


def _nested(whole: Object) -> Object:
    """Return members by the parts of their names, where all are paths of as many; else none."""
    paths = [name.split(_OF_PATH) for name in whole]
    if len({len(path) for path in paths}) != 1 or not 1 < len(paths[0]) <= _DEEPEST:
        return {}
    nested: dict[str, Any] = {}
    for (*above, last), value in zip(paths, whole.values(), strict=True):
        inside = nested
        for part in above:
            inside = inside.setdefault(part, {})
        inside[last] = value
    return nested


def _counted_rows(whole: Object) -> list[Object]:
    inner, around = _below_axis(whole)
    rows = list(_rows(inner, around, int(inner is not whole)))
    found = [row for row in rows if row is not None]
    if not len(found) == len(rows) > 1:
        return []
    return [] if any(COUNTS in row for row in found) and not _some_get_faster(found) else found


def _some_get_faster(rows: Sequence[Object]) -> bool:
    """Whether the times of rows that differ in their count alone fall with it."""
    curves: dict[tuple[object, ...], list[object]] = defaultdict(list)
    for row in rows:
        time = time_among(row)
        curves[*(row.get(name) for name in _NAMED), time].append(row.get(time or "value"))
    return any(map(get_faster, curves.values()))


def time_among(members: Object) -> str | None:
    """Return the name of the first time among the members of a run."""
    return next((name for name in members if read_heading(name).is_time), None)


def _rows(whole: Object, around: Object, depth: int) -> Iterator[Object | None]:
    """Yield the rows inside ``whole``, with what is ``around`` it; ``None`` where that fails."""
    members = without_secrets(whole)
    if not members or depth > _DEEPEST:
        yield None
        return
    if any(
        value is None or is_plain(value) or isinstance(value, list) for value in members.values()
    ):
        yield from _innermost(members, around, depth)
        return
    levels = _levels(members, around)
    for name, value in members.items():
        if levels is None or not isinstance(value, dict):
            yield None
        else:
            yield from _rows(value, {**around, **levels[name]}, depth + 1)


def _innermost(members: Object, around: Object, depth: int) -> Iterator[Object | None]:
    """Yield one run, or one for each count where numbers stand under counts."""
    levels = _counts(list(members), around)
    if levels is not None and depth and _are_results(list(members.values())):
        for name, value in members.items():
            inside = {**around, **levels[name]}
            yield {
                **_without_mark(inside),
                str(inside.get("") or inside.get(_VALUES, "value")): value,
            }
        return
    named = [read_heading(name) for name in members]
    measures = any(each.kind in MEASURED or each.name == "value" for each in named)
    measures = measures and any(name.strip() and name not in _NAMED for name in around)
    yield {**_without_mark(around), **_unused(around), **members} if measures else None


def _unused(around: Object) -> dict[str, Any]:
    """The name of a level that is the heading of nothing inside: ``fp32`` beside ``bf16``."""
    free = next((level for level in reversed(_NAMED) if level not in around), None)
    name = around.get(_LEVEL)
    return {} if name is None or free is None or around.get("") != name else {free: name}


def _are_results(values: Sequence[object]) -> bool:
    """Whether all are results, or say that there is none: ``null``, ``"OOM"``."""
    others = [value for value in values if not _is_result(value)]
    return len(others) < len(values) and all(
        value is None or (isinstance(value, str) and read_outcome(value) is not None)
        for value in others
    )


def _is_result(value: object) -> bool:
    """Whether it is a number, with a unit or without, or a list of them."""
    if isinstance(value, str):
        amount = parse_quantity(value) if value[:1].isdigit() else None
        return amount is not None and "time" in (dimensions(amount[1] or "") or ())
    return is_number(value) or (isinstance(value, list) and bool(value) and is_number(value[0]))


def _without_mark(around: Object) -> dict[str, Any]:
    return {name: value for name, value in around.items() if name not in ("", _VALUES, _LEVEL)}


def _levels(members: Object, around: Object) -> dict[str, dict[str, Any]] | None:
    """What each name of a level says of all inside it.

    Under ``""`` stands the heading that names what is inside, as ``nodes`` and ``runtime`` do.
    """
    if counts := _counts(list(members), around):
        return counts
    if len(members) > 1 and all(map(is_precision, members)):
        return {name: {"precision": name} for name in members}
    headings = {name: read_heading(name) for name in members}
    if all(each.kind in _SAID or each.unit or each.better for each in headings.values()):
        several = {_LEVEL: None} if len(members) == 1 else {}
        return {name: {"": name, _LEVEL: name, **several} for name in members}
    named = next((level for level in _NAMED if level not in around), None)
    return None if named is None else {name: {named: name} for name in members}


def _counts(names: list[str], around: Object) -> dict[str, dict[str, Any]] | None:
    """The counts that all names of a level are, each another one; ``None`` where they are none."""
    if (numbers := names_as_numbers(names)) is not None:
        above = read_heading(str(around.get("", "")))
        measured = str(around.get(_VALUES, "value"))
        if above.kind in SET_BEFORE:
            return {name: {above.text: number, "": measured} for name, number in numbers.items()}
        counted, below = axes_named(above.text)
        if counted:
            return {name: {counted: number, "": below} for name, number in numbers.items()}
        if above.kind in MEASURED or above.better:
            measured = above.text
        if double(names) and COUNTS not in around:
            return {name: {COUNTS: number, "": measured} for name, number in numbers.items()}
        return None
    on = [name.removeprefix("t") for name in names]
    if all(name[:1] == "t" for name in names) and double(on) and COUNTS not in around:
        # Times on so many, ``t1``, ``t2``, ``t4``, as in the headings of tables.
        return {f"t{number}": {COUNTS: int(number), "": "time"} for number in on}
    read = {name: found for name in names if (found := read_name(name)) is not None}
    if len(read) < len(names):
        return None
    counts = {name: found.counts for name, found in read.items()}
    rest = {name: found.template.replace("*", "").strip(_ROUND) for name, found in read.items()}
    case = {} if not any(rest.values()) else rest
    free = next((level for level in reversed(_NAMED) if level not in around), None)
    if case and (free is None or any(map(_measures, case.values()))):
        return None
    said = {(rest[name], *each.items()) for name, each in counts.items()}
    if len(said) < len(names) or _are_ids(counts):
        return None
    return {
        name: {**each, **({free: case[name]} if free and case else {})}
        for name, each in counts.items()
    }


def _measures(name: str) -> bool:
    return read_heading(name).kind in MEASURED


def axes_named(name: str) -> tuple[str | None, str]:
    """Return what numbers count in the object of this name, and what is below them, as it says.

    ``nodes`` says the one, ``time_s_by_nodes`` both.
    """
    if read_heading(name).name in SCALE:
        return name, "value"
    counted = count_named_above([name.replace("_", " ")])
    return counted, _BY.split(name)[0] if counted else "value"


def _are_ids(counts: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether names such as ``rank_0``, ``rank_1``, ``rank_2`` are single ones."""
    numbers = sorted(number for each in counts.values() for number in each.values())
    runs_on = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    single = all(not name.rstrip("0123456789").rstrip("_- =").endswith("s") for name in counts)
    leads = all(name[:1].isalpha() for name in counts)
    return runs_on and numbers[0] in (0, 1) and single and leads and len(numbers) > 2


def rows_beside_counts(whole: Object) -> list[Object]:
    """Return the rows of ``{"nodes": [1, 2], "runtime": {"WRF": [64.5, 33], "ICON": [12, 7]}}``.

    One array counts, and all other members name arrays as long as it is; what ran may as well be
    outside of what was measured. Empty for anything else.
    """
    arrays = {name: value for name, value in whole.items() if isinstance(value, list)}
    groups = {name: value for name, value in whole.items() if isinstance(value, dict) and value}
    counted = next(iter(arrays), "")
    if len(arrays) != 1 or not groups or read_heading(counted).name not in SCALE:
        return []
    counts = arrays[counted]
    columns = [
        (outer, inner, values) for outer, group in groups.items() for inner, values in group.items()
    ]
    if all(_measures(inner) for _, inner, _ in columns):
        columns = [(inner, outer, values) for outer, inner, values in columns]
    if not all(_measures(measured) for measured, _, _ in columns):
        return []
    if any(not isinstance(values, list) or len(values) != len(counts) for *_, values in columns):
        return []
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for measured, name, values in columns:
        for place, (count, value) in enumerate(zip(counts, values, strict=True)):
            row = rows.setdefault((name, place), {"benchmark": name, counted: count})
            row[measured] = value
    return list(rows.values())
