"""Where the runs are in a JSON document: arrays of objects, arrays side by side, named objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from string import ascii_lowercase
from typing import Any, Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_numbers import calls_repeats
from parsers.grammar.words import word_set
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading, without_holder
from parsers.objects.counted_levels import (
    COUNTS,
    SAID_OF_VALUES,
    axes_named,
    counted_rows,
    rows_beside_counts,
    time_among,
)
from parsers.objects.counts_as_names import count_runs, get_faster, times_by_count
from parsers.objects.plotted_curves import curves
from parsers.objects.side_by_side import (
    columns_of_object,
    counts_something,
    is_of_columns,
    learns,
    measures,
    rows_of_columns,
    rows_side_by_side,
)
from parsers.objects.values import Object, flat, is_number, is_plain, without_secrets
from parsers.tables.context import read_context

_DEEPEST: Final = 4
_NUMBERED = Pattern(r"(?P<word>[A-Za-z]+)[ _-]?\d{1,4}")
_PARTS: Final = word_set(
    "config configuration cfg conf params parameters hparams args arguments settings setup metric"
    " metrics result results summary stats statistics measurements meta metadata info environment"
    " system hardware software context machine machine_info data"
)
"""Names of parts of one run, which are no names of runs."""


class Found(NamedTuple):
    """The objects of one table, what stands ``around`` it, and the ``case`` its name gives."""

    rows: Sequence[Object]
    around: Mapping[str, Any]
    case: str | None = None


def find_tables(whole: object) -> Iterator[Found]:
    """Yield the tables in a document."""
    if isinstance(whole, list):
        if rows := _rows_below_headings(whole):
            yield Found(rows, {})
        elif objects := [item for item in whole if isinstance(item, dict)]:
            yield Found(_expanded(objects), {})
    elif isinstance(whole, dict):
        yield from _in_object(whole, {}, None, 0)


def _in_object(whole: Object, around: Object, case: str | None, depth: int) -> Iterator[Found]:
    """Yield the tables in an object, whose other members are settings of them all."""
    plotted, labels = curves(whole)
    if plotted:
        others = {key: value for key, value in whole.items() if key not in labels}
        for curve in plotted:
            yield Found(curve.rows, {**around, **_settings(others)}, curve.name or case)
        return
    if rows := _split(whole) or _by_column(whole):
        yield Found(rows, around, case)
        return
    if times_by_count(whole):
        yield Found([{COUNTS: key, "value": value} for key, value in whole.items()], around, case)
        return
    if count_runs(whole) and all(map(is_number, whole.values())):
        # What grows with the numbers may be of devices as well as of batches.
        yield Found(
            [{"benchmark": key, "value": value} for key, value in whole.items()], around, case
        )
        return
    if columns := columns_of_object(whole):
        others = {key: value for key, value in whole.items() if key not in columns}
        if learns(columns):
            columns["epoch"] = list(range(1, len(next(iter(columns.values()))) + 1))
        yield Found(rows_side_by_side(columns, {}), {**around, **_settings(others)}, case)
        return
    if rows := rows_beside_counts(whole) or counted_rows(whole):
        said = {key: whole[key] for key in whole if key not in SAID_OF_VALUES}
        plain = {key: value for key, value in said.items() if is_plain(value)}
        yield Found(rows, {**around, **_settings(plain)}, case)
        return
    if measures(rows := _named(whole, depth)):
        yield Found(rows, around, case)
        return
    inside = {key: value for key, value in whole.items() if _holds_tables(value, depth)}
    if len(inside) > 1:
        measured = {key: part for key, part in inside.items() if _measures_inside(part, depth)}
        inside = measured or inside
    others = {key: value for key, value in whole.items() if key not in inside}
    found: list[Found] = []
    for key, value in inside.items():
        here = {**around, **_settings(others)}
        name = " / ".join(part for part in (case, key if len(inside) > 1 else None) if part)
        if isinstance(value, list):
            rows = _rows_below_headings(value) or _expanded(value)
            found.append(Found(rows, here, name or None))
        else:
            found += _in_object(value, here, name or None, depth + 1)
    if found and not (measures([others]) and not any(measures(each.rows) for each in found)):
        yield from found
    elif whole:
        yield Found([whole], around, case)


def _measures_inside(value: object, depth: int) -> bool:
    """Whether a table in ``value`` has something measured; processors and their caches have not."""
    if isinstance(value, list):
        return measures(_rows_below_headings(value) or _expanded(value))
    return isinstance(value, dict) and any(
        measures(found.rows) for found in _in_object(value, {}, None, depth + 1)
    )


def _settings(members: Object) -> dict[str, Any]:
    """The plain ones among ``members``, each under a name of its own; nothing measured."""
    named = [(without_holder(name)[0], value) for name, value in flat(members) if is_plain(value)]
    times = Counter(name for name, _ in named)
    return {
        name: value
        for name, value in named
        if times[name] == 1 and read_heading(name).kind not in MEASURED
    }


def _holds_tables(value: object, depth: int) -> bool:
    if isinstance(value, list):
        return _is_objects(value) or bool(_rows_below_headings(value))
    if not isinstance(value, dict) or depth >= _DEEPEST:
        return False
    if _split(value) or (columns_of_object(value) and counts_something(value)):
        return True
    if times_by_count(value) or counted_rows(value):
        return True
    if len(value) > 1 and measures(_named(value, depth)):
        return True
    return any(_holds_tables(member, depth + 1) for member in value.values())


def _expanded(objects: Sequence[Object]) -> list[Object]:
    """``objects``, and in place of one that only holds measured ones, those with its members."""
    inside = {
        key: [_expanded(item[key]) if _is_objects(item.get(key)) else [] for item in objects]
        for key in dict.fromkeys(
            key for item in objects for key, value in item.items() if _is_objects(value)
        )
    }
    measured = {key: tables for key, tables in inside.items() if any(map(measures, tables))}
    if all(is_of_columns(item) for item in objects):
        return [row for item in objects for row in rows_of_columns(item)]
    rows: list[Object] = []
    for place, item in enumerate(objects):
        outer = {key: value for key, value in item.items() if key not in measured}
        if not measured.keys() & item.keys() or measures([outer]):
            rows.append(item)
            continue
        for key, tables in measured.items():
            case = {"case": key} if len(measured) > 1 else {}
            rows += [{**outer, **case, **inner} for inner in tables[place]]
    return rows


def _named(whole: Object, depth: int) -> list[Object]:
    """The objects that an object has under their names, each with its name; else none."""
    whole = without_secrets(whole)
    members = list(whole.items())
    if not members or not all(isinstance(value, dict) and value for _, value in members):
        return []
    if not _PARTS.isdisjoint(key.lower() for key in whole):
        return []
    shared = Counter(key for _, value in members for key in value).most_common(1)[0][1]
    if len(members) > 1 and 2 * shared <= len(members):
        return []
    if _only_number(list(whole)):
        return [value for _, value in members] if measures([members[0][1]]) else []
    heading = "case" if all(_is_count(key) or _is_scale(key) for key in whole) else "benchmark"
    if count_runs(whole) and get_faster(value.get(time_among(value)) for value in whole.values()):
        heading = COUNTS
    rows: list[Object] = []
    for key, value in members:
        if all(_is_count(inner) and is_number(cell) for inner, cell in value.items()):
            of, measured = axes_named(key)
            own = {} if of else {heading: key}
            of = of or (COUNTS if times_by_count(value) else "case")
            rows += [{**own, of: inner, measured: cell} for inner, cell in value.items()]
        elif any(is_number(cell) or isinstance(cell, str) for cell in value.values()):
            rows.append({heading: key, **value})
        elif depth < _DEEPEST and (inner_rows := _named(value, depth + 1)):
            for inner in inner_rows:
                name = _name_of(inner)
                if heading == "case":
                    # A number names it: with the names inside it tells rows apart.
                    rows.append({**inner, "case": f"{key} / {name}" if name else key})
                else:
                    rows.append({**inner, heading: key, "case": name})
        else:
            return []
    return rows


def _only_number(names: Sequence[str]) -> bool:
    """Whether names of members, which have to differ, tell nothing of what ran.

    They are numbers from 0 on, letters from ``a`` on, or words for repeats with numbers.
    """
    counted = range(len(names))
    if list(names) in ([str(number) for number in counted], [*ascii_lowercase[: len(names)]]):
        return True
    ends = [_NUMBERED.fullmatch(name) for name in names]
    called = {end["word"].lower() for end in ends if end is not None}
    return all(ends) and len(called) == 1 and calls_repeats(called.pop())


def _name_of(row: Object) -> object:
    names = [row[key] for key in ("benchmark", "case") if key in row]
    return " / ".join(str(name) for name in names) or None


def _split(whole: Object) -> list[Object]:
    """The rows of ``{"columns": ["gpus", ...], "data": [[1, ...], ...]}``."""
    for names, rows in product(("columns", "headers", "header", "fields"), ("data", "rows")):
        headings, cells = whole.get(names), whole.get(rows)
        if isinstance(headings, list) and isinstance(cells, list):
            return _rows_below_headings([headings, *cells])
    return []


def _by_column(whole: Object) -> list[Object]:
    """The rows of ``{"gpus": {"0": 1, "1": 2}, "time": {"0": 9.5, "1": 5}}``."""
    columns = list(whole.values())
    if len(columns) < 2 or not all(isinstance(column, dict) and column for column in columns):
        return []
    places = list(columns[0])
    if any(list(column) != places for column in columns):
        return []
    if places != [str(number) for number in range(len(places))]:
        return []
    return [{key: column[place] for key, column in whole.items()} for place in places]


def _rows_below_headings(rows: Sequence[object]) -> list[Object]:
    """The objects of ``[["gpus", "time"], [1, 9.5], [2, 5]]``."""
    if len(rows) < 2 or not isinstance(rows[0], list) or len(rows[0]) < 2:
        return []
    headings, *others = rows
    if not isinstance(headings, list) or not all(isinstance(name, str) for name in headings):
        return []
    if any(not isinstance(row, list) or len(row) != len(headings) for row in others):
        return []
    return [dict(zip(headings, row, strict=True)) for row in others if isinstance(row, list)]


def _is_count(text: str) -> bool:
    return text.isdigit()


def _is_scale(text: str) -> bool:
    context = read_context([text])
    return context.benchmark is None and bool(context.settings)


def _is_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)
